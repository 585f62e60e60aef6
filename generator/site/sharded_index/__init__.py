"""The search index in shards: each is indexed for itself and kept while its documents stay; then all are merged."""
