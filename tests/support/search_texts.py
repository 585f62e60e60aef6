"""Texts of many scripts, for properties of the search."""

from hypothesis import strategies as st

ALPHABETS = (
    *("abcXYZ019", "éüñçž", "ʻʼ'’`", "ЙўқғҳЁ", "ΑΣςώ", "مرحباعلی", "שלוםתל", "한국어", "हिन्दी"),
    *("東京池上正樹々〆𠮷", "テスノフラダンーッガば", "สำนักงานไทย", "ກຳນົດ", "កម្ពុជា", "မြန်မာ"),
    *(
        " \t\n\u00a0\u3000",
        "-–—−",
        "、。・「」（）",
        "１２ＡｂｱｶﾞｰＺ",
        '.,;:/&<>"()',
        "\u0301\u0308\u3099",
        "\u200b\u200c\u202e\u2060ː",
    ),
)
TEXTS = st.lists(st.text(st.sampled_from("".join(ALPHABETS)), max_size=6), max_size=6).map("".join) | st.text()
