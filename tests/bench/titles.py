"""What meetings and agreements are called, in English, Japanese and Russian."""

from random import Random

from tests.bench.countries import BY_ID
from tests.bench.meeting_plans import Plan

Titles = tuple[str, str, str]
"""In English, Japanese and Russian; empty where it is not given."""

MEETINGS = {
    "consultation": (
        "Consultations between the foreign ministries of {a} and {b}",
        "{a_ja}・{b_ja}外務省間協議",
        "Консультации министерств иностранных дел {a_ru} и {b_ru}",
    ),
    "visit": ("Visit of a delegation of {b} to {city}", "{b_ja}代表団の{city_ja}訪問", "Визит делегации {b_ru}"),
    "call": ("Telephone call between {a} and {b}", "{a_ja}・{b_ja}電話会談", "Телефонный разговор {a_ru} и {b_ru}"),
    "summit": ("Summit of {a} and {b} in {city}", "{a_ja}・{b_ja}首脳会談", "Саммит {a_ru} и {b_ru}"),
    "forum": ("{a}–{b} forum on {sector}", "{a_ja}・{b_ja}{sector_ja}フォーラム", "Форум {a_ru} и {b_ru}: {sector_ru}"),
    "commission": (
        "Session of the joint commission of {a} and {b}",
        "{a_ja}・{b_ja}合同委員会",
        "Заседание совместной комиссии {a_ru} и {b_ru}",
    ),
    "signing": ("Signing of documents on {subject}", "{sector_ja}に関する文書の署名式", "Подписание документов"),
    "conference": ("Conference on {subject} in {city}", "{sector_ja}に関する会議", "Конференция: {sector_ru}"),
    "courtesy": ("Courtesy call by the Ambassador of {b}", "{b_ja}大使による表敬訪問", "Визит вежливости посла {b_ru}"),
    "other": ("Working meeting on {subject}", "{sector_ja}実務者会合", "Рабочая встреча: {sector_ru}"),
}
ORDINALS = ("First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth", "Ninth", "Tenth")
FORMS = {
    "memorandum": ("Memorandum on {subject}", "{sector_ja}に関する覚書", "Меморандум: {sector_ru}"),
    "agreement": ("Agreement on {subject}", "{sector_ja}協定", "Соглашение: {sector_ru}"),
    "protocol": ("Protocol on {subject}", "{sector_ja}議定書", "Протокол: {sector_ru}"),
    "joint-statement": ("Joint Statement on {sector}", "{sector_ja}に関する共同声明", "Совместное заявление"),
    "contract": ("Contract for the {name} project", "", ""),
    "roadmap": ("Roadmap for {sector} and {subject}", "{sector_ja}ロードマップ", "Дорожная карта: {sector_ru}"),
    "loan": ("Loan for the {name} project", "{sector_ja}借款", "Кредит на проект"),
    "treaty": ("Treaty on {sector}", "{sector_ja}条約", "Договор: {sector_ru}"),
    "grant": ("Grant for {subject}", "{sector_ja}無償資金協力", "Грант: {sector_ru}"),
    "declaration": ("Declaration on {sector}", "{sector_ja}宣言", "Декларация: {sector_ru}"),
    "exchange-of-notes": ("Exchange of Notes on {subject}", "{sector_ja}に関する交換公文", "Обмен нотами"),
}
"""By type, the most common first."""


def ordinal(number: int) -> str:
    """Return the number of a session as titles write it."""
    if number <= len(ORDINALS):
        return ORDINALS[number - 1]
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def meeting_title(plan: Plan, rng: Random) -> Titles:
    """Return the title of a meeting; for about half of all records, in English alone."""
    if plan.mechanism and plan.session:
        en, ja, ru = plan.mechanism.title
        translated = (f"{ja}第{plan.session}回会合", f"{ru}: {plan.session}-е заседание")
        return (f"{ordinal(plan.session)} session: {en}", *translated)
    one, other = BY_ID[plan.parties[0]], BY_ID[plan.parties[1]]
    sector = plan.sectors[0]
    gaps = {
        "a": one.en,
        "b": other.en,
        "a_ja": one.ja,
        "b_ja": other.ja,
        "a_ru": one.ru,
        "b_ru": other.ru,
        "city": one.capital,
        "city_ja": one.capital_ja,
        "sector": sector.en.lower(),
        "sector_ja": sector.ja,
        "sector_ru": sector.ru,
        "subject": rng.choice(sector.subjects),
    }
    en, ja, ru = (form.format(**gaps) for form in MEETINGS[plan.type])
    return en, ja if rng.random() < 0.5 else "", ru if rng.random() < 0.4 else ""
