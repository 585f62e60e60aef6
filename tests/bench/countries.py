"""The countries of the corpus, what their ministries are called, and the parts that names of people are made of.

Names are put together from syllables; nobody is meant by them.
"""

from typing import NamedTuple, TypeAlias

Part: TypeAlias = tuple[str, str, str]
"""A part of a name: in Latin letters, in Cyrillic, and in katakana or the country's own script."""


class Country(NamedTuple):
    """A country, by its ISO code, with its names, capital, towns and the way its people are named."""

    id: str
    en: str
    ja: str
    ru: str
    """In the genitive: "Ministry of …"."""
    capital: str
    capital_ja: str
    capital_ru: str
    offset: str
    naming: str
    town_list: str

    @property
    def towns(self) -> tuple[str, ...]:
        """Its other towns."""
        return tuple(self.town_list.split(", "))


def _countries(table: str) -> tuple[Country, ...]:
    rows = (line.split("|") for line in table.strip().splitlines())
    return tuple(Country(*row) for row in rows)


COUNTRIES = _countries("""
uz|Uzbekistan|ウズベキスタン|Узбекистана|Tashkent|タシケント|Ташкент|+05:00|uzbek|Samarkand, Bukhara, Nukus, Fergʻona
jp|Japan|日本|Японии|Tokyo|東京|Токио|+09:00|japanese|Osaka, Nagoya, Sapporo, Kōbe
kz|Kazakhstan|カザフスタン|Казахстана|Astana|アスタナ|Астана|+05:00|turkic|Almaty, Aktau, Shymkent
de|Germany|ドイツ|Германии|Berlin|ベルリン|Берлин|+01:00|german|Leipzig, Köln, Bremen
kr|South Korea|韓国|Республики Корея|Seoul|ソウル|Сеул|+09:00|korean|Busan, Incheon, Daejeon
tr|Türkiye|トルコ|Турции|Ankara|アンカラ|Анкара|+03:00|turkish|İzmir, Konya, Eskişehir
kg|Kyrgyzstan|キルギス|Киргизии|Bishkek|ビシュケク|Бишкек|+06:00|turkic|Osh, Naryn, Talas
tj|Tajikistan|タジキスタン|Таджикистана|Dushanbe|ドゥシャンベ|Душанбе|+05:00|turkic|Khujand, Khorog, Bokhtar
in|India|インド|Индии|New Delhi|ニューデリー|Нью-Дели|+05:30|indian|Pune, Jaipur, Kochi
fr|France|フランス|Франции|Paris|パリ|Париж|+01:00|french|Lyon, Nîmes, Besançon
tm|Turkmenistan|トルクメニスタン|Туркменистана|Ashgabat|アシガバート|Ашхабад|+05:00|turkic|Mary, Turkmenabat
pl|Poland|ポーランド|Польши|Warsaw|ワルシャワ|Варшава|+01:00|polish|Łódź, Gdańsk, Poznań
mn|Mongolia|モンゴル|Монголии|Ulaanbaatar|ウランバートル|Улан-Батор|+08:00|turkic|Darkhan, Erdenet
az|Azerbaijan|アゼルバイジャン|Азербайджана|Baku|バクー|Баку|+04:00|azerbaijani|Gəncə, Şəki
lv|Latvia|ラトビア|Латвии|Riga|リガ|Рига|+02:00|latvian|Liepāja, Rēzekne
cz|Czechia|チェコ|Чехии|Prague|プラハ|Прага|+01:00|czech|Brno, Plzeň, Olomouc
""")
BY_ID = {country.id: country for country in COUNTRIES}

MINISTRIES = tuple(
    tuple(row.split("|"))
    for row in """
water|Water Resources|水資源省|водных ресурсов
transport|Transport|運輸省|транспорта
energy|Energy|エネルギー省|энергетики
trade|Investment and Trade|投資貿易省|инвестиций и торговли
education|Higher Education|高等教育省|высшего образования
health|Health|保健省|здравоохранения
agriculture|Agriculture|農業省|сельского хозяйства
culture|Culture and Tourism|文化観光省|культуры и туризма
justice|Justice|法務省|юстиции
digital|Digital Technologies|デジタル省|цифровых технологий
environment|Ecology|環境省|экологии
finance|Economy and Finance|経済財務省|экономики и финансов
labour|Labour|労働省|труда
mining|Mining and Geology|鉱業地質省|горного дела и геологии
""".strip().splitlines()
)
"""Of each ministry: its sector, what it is for in English, its name in Japanese, what it is for in Russian."""


def _parts(table: str) -> tuple[Part, ...]:
    rows = (entry.split("|") for entry in table.split())
    return tuple((latin, cyrillic, own) for latin, cyrillic, own in rows)


GIVEN = {
    naming: _parts(table)
    for naming, table in {
        "uzbek": """Gʻayrat|Гайрат|ガイラト Oʻktam|Уктам|ウクタム Nodira|Нодира|ノディラ Ulugʻbek|Улугбек|ウルグベク
            Shuhrat|Шухрат|シュフラト Dilnoza|Дилноза|ディルノザ Jasur|Жасур|ジャスル Zilola|Зилола|ジロラ""",
        "turkic": """Bolat|Болат|ボラト Aizhan|Айжан|アイジャン Temir|Темир|テミル Gulnar|Гульнар|グルナル
            Erlan|Ерлан|エルラン Saltanat|Салтанат|サルタナト Batyr|Батыр|バティル Anora|Анора|アノラ""",
        "japanese": """Kenichi|Кэнъити|健一 Akemi|Акэми|明美 Shōhei|Сёхэй|翔平 Yōko|Ёко|洋子 Naoki|Наоки|直樹
            Haruka|Харука|春香 Takeshi|Такэси|武 Sachiko|Сатико|幸子 Ryūta|Рюта|竜太 Emi|Эми|恵美""",
        "korean": """Min-jun|Минчжун|민준 Seo-yeon|Соён|서연 Ji-ho|Чжихо|지호 Ha-eun|Хаын|하은 Do-yun|Доюн|도윤""",
        "german": """Jürgen|Юрген|ユルゲン Käthe|Кете|ケーテ Matthias|Маттиас|マティアス Sabine|Сабина|ザビーネ""",
        "french": """Hélène|Элен|エレーヌ François|Франсуа|フランソワ Léa|Леа|レア Benoît|Бенуа|ブノワ""",
        "turkish": """Çağlar|Чаглар|チャーラル Ayşegül|Айшегюль|アイシェギュル Işık|Ышык|ウシュク
            Gökhan|Гёкхан|ギョクハン""",
        "azerbaijani": """Elçin|Эльчин|エルチン Günel|Гюнель|ギュネル Rəşad|Рашад|ラシャド Səbinə|Сабина|サビナ""",
        "polish": """Łukasz|Лукаш|ウカシュ Małgorzata|Малгожата|マウゴジャタ Michał|Михал|ミハウ
            Zofia|Зофья|ゾフィア""",
        "czech": """Jiří|Иржи|イジー Božena|Божена|ボジェナ Ondřej|Ондржей|オンドジェイ Věra|Вера|ヴィェラ""",
        "latvian": """Jānis|Янис|ヤーニス Ilze|Илзе|イルゼ Mārtiņš|Мартиньш|マールティンシュ
            Dzintra|Дзинтра|ジントラ""",
        "indian": """Aditya|Адитья|アディティヤ Lakshmi|Лакшми|ラクシュミー Rohan|Рохан|ローハン Meera|Мира|ミーラ""",
    }.items()
}

SYLLABLES = _parts(
    """Bar|Бар|バル Kel|Кел|ケル Tor|Тор|トル Mir|Мир|ミル Sal|Сал|サル Dav|Дав|ダヴ Nar|Нар|ナル Zel|Зел|ゼル
    Or|Ор|オル Vel|Вел|ヴェル Rus|Рус|ルス Tal|Тал|タル Kam|Кам|カム Len|Лен|レン Gar|Гар|ガル Sor|Сор|ソル
    Pel|Пел|ペル Din|Дин|ディン Ur|Ур|ウル Hal|Хал|ハル Zar|Зар|ザル Lom|Лом|ロム Vor|Вор|ヴォル Esh|Эш|エシュ
    Brum|Брум|ブルム Quv|Кув|クヴ Toʻl|Тул|トゥル Gʻul|Гул|グル Ox|Ох|オフ Yul|Юл|ユル Fen|Фен|フェン Shor|Шор|ショル"""
)
MIDDLES = _parts(
    """ma|ма|マ be|бе|ベ di|ди|ディ ra|ра|ラ lo|ло|ロ sha|ша|シャ ne|не|ネ ka|ка|カ vi|ви|ヴィ mo|мо|モ ta|та|タ
    zu|зу|ズ ri|ри|リ go|го|ゴ pe|пе|ペ no|но|ノ lu|лу|ル dja|джа|ジャ sta|ста|スタ ve|ве|ヴェ"""
)
ENDINGS = {
    naming: _parts(table)
    for naming, table in {
        "uzbek": "tov|тов|トフ nov|нов|ノフ rov|ров|ロフ tillayev|тиллаев|ティラエフ",
        "turkic": "bek|бек|ベク bay|бай|バイ mov|мов|モフ tov|тов|トフ",
        "german": "bäck|бек|ベック müth|мют|ミュート hofer|хофер|ホーファー rößl|рёсль|レスル",
        "french": "lière|льер|リエール nçon|нсон|ンソン deau|до|ドー",
        "turkish": "oğlu|оглу|オール taş|таш|タシュ çelik|челик|チェリク",
        "azerbaijani": "zadə|заде|ザデ lı|лы|ル yev|ев|エフ",
        "polish": "ński|ньский|ンスキ wicz|вич|ヴィチ czyk|чик|チク",
        "czech": "čka|чка|チュカ šek|шек|シェク řil|ржил|ジル",
        "latvian": "niņš|ниньш|ニンシュ lēns|ленс|レーンス ģis|гис|ギス",
        "indian": "pur|пур|プル nath|натх|ナート swar|свар|スワル",
    }.items()
}
JAPANESE_FIRST = _parts(
    """Yama|Яма|山 Kita|Кита|北 Mizu|Мидзу|水 Taka|Така|高 Mori|Мори|森 Ishi|Иси|石 Haya|Хая|早 Aka|Ака|赤 Shira|Сира|白
    Waka|Вака|若 Matsu|Мацу|松 Iwa|Ива|岩 Asa|Аса|朝 Naga|Нага|長 Kuro|Куро|黒 Toyo|Тоё|豊"""
)
JAPANESE_LAST = _parts(
    """kawa|кава|川 moto|мото|本 saki|саки|崎 zawa|дзава|沢 hara|хара|原 no|но|野 mura|мура|村 shima|сима|島
    sato|сато|里 tani|тани|谷 hashi|хаси|橋 iwa|ива|岩 zuka|дзука|塚 mizu|мидзу|水"""
)
KOREAN_FAMILY = _parts("Kim|Ким|김 Lee|Ли|이 Park|Пак|박 Choi|Чхве|최 Jung|Чон|정 Kang|Кан|강 Yoon|Юн|윤")
