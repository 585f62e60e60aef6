"""Do only what is needed, in parallel, safely. Knows nothing of records."""
