"""The words and sentence patterns of the corpus: sectors, subjects, rare words, and what is said of a meeting.

A gap such as `{subject}` is filled anew each time. The order of a list is that of how common its entries are.
"""

from typing import NamedTuple


class Sector(NamedTuple):
    """A sector and its names."""

    id: str
    en: str
    ja: str
    ru: str
    subject_list: str

    @property
    def subjects(self) -> tuple[str, ...]:
        """What comes up in it, the most common first."""
        return tuple(self.subject_list.split(", "))


def _sectors(table: str) -> tuple[Sector, ...]:
    lines = table.strip().splitlines()
    pairs = zip(lines[::2], lines[1::2], strict=True)
    return tuple(Sector(*f"{names}|{subjects.strip()}".split("|")) for names, subjects in pairs)


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


SECTORS = _sectors("""
trade|Trade|貿易|Торговля
    customs procedures, tariff quotas, trade turnover, electronic invoices, rules of origin, export credit
transport|Transport|運輸|Транспорт
    transit corridors, freight tariffs, road permits, railway wagons, flight connections, border queues
energy|Energy|エネルギー|Энергетика
    electricity exchange, power grids, gas supply, energy efficiency, substations, tariff reform
water|Water resources|水資源|Водные ресурсы
    irrigation schedules, canal lining, reservoir levels, groundwater monitoring, drip irrigation, basin councils
education|Education|教育|Образование
    scholarships, language courses, recognition of diplomas, exchange of students, school textbooks, branch campuses
health|Health|保健|Здравоохранение
    hospital equipment, training of nurses, vaccination, telemedicine, maternal health, medical supplies
investment|Investment|投資|Инвестиции
    investment protection, industrial zones, joint ventures, guarantees, double taxation, business climate
agriculture|Agriculture|農業|Сельское хозяйство
    seed exchange, veterinary certificates, cotton processing, greenhouses, cold storage, food safety
tourism|Tourism|観光|Туризм
    visa facilitation, charter flights, pilgrimage routes, hotel standards, guide training, joint itineraries
culture|Culture|文化|Культура
    museum exhibitions, film weeks, restoration of monuments, exchange of artists, manuscripts, days of culture
security|Security|安全保障|Безопасность
    border management, counter-narcotics training, exchange of information, cyber security, joint exercises
environment|Environment|環境|Окружающая среда
    air quality, afforestation, waste management, biodiversity, emission inventories, dust storms
digital|Digital affairs|デジタル|Цифровые технологии
    electronic signatures, data centres, start-up exchange, digital government, broadband, software parks
finance|Finance|金融|Финансы
    credit lines, payment systems, debt service, central bank contacts, insurance markets, capital markets
industry|Industry|産業|Промышленность
    textile machinery, spare parts, fertiliser plants, car assembly, standards, technology transfer
labour|Labour and migration|労働・移民|Труд и миграция
    seasonal workers, skills certificates, pensions, recruitment fees, work permits, social insurance
science|Science|科学|Наука
    joint laboratories, research grants, data sharing, young researchers, observatories, field stations
consular|Consular affairs|領事|Консульские вопросы
    visa waivers, assistance to citizens, honorary consuls, civil registers, legalisation of documents
justice|Justice|司法|Юстиция
    mutual legal assistance, extradition, transfer of prisoners, notaries, training of judges
mining|Mining|鉱業|Горное дело
    geological surveys, critical minerals, mine safety, copper smelting, exploration licences
urban-planning|Urban planning|都市計画|Градостроительство
    public transport, district heating, housing, street lighting, water supply, green belts
disaster-reduction|Disaster reduction|防災|Снижение риска бедствий
    early warning, mudflows, rescue teams, building codes, glacier lakes, emergency stocks
sport|Sport|スポーツ|Спорт
    training camps, youth tournaments, wrestling, judo coaches, winter sports
space|Space technology|宇宙技術|Космические технологии
    satellite imagery, ground stations, remote sensing, launch services, navigation signals
""")

RARE = _words(
    """desalination sericulture permafrost seismology apiculture karakul saffron isotopes hydrography falconry
    phosphogypsum helium lapidary transliteration palaeography pisciculture mulberry dendrochronology vermiculture
    tungsten bathymetry pomology astrolabes liquorice numismatics speleology quarantines turbidity cadastres ikat
    zoonoses molybdenum marquetry hippology lithography perlite aquifers sturgeon lichens barium
    Qorovulbek Tazhmirov Ōnuma Zhelvarin Dreskovice Szarnowo Mēlupe Yağmurlar Velmontier Hagensburg Öndörkhal
    Narvishad Bolquduq Saritosh Kelpamar Ustakend Wronitz Tsagaanbor Oʻrtachim Gʻuncharo"""
)
"""Words that occur in fewer than 200 records at 10,000 records, the first in about 120, the last in about 5; in at
least one record whatever the size of the corpus. They occur in summaries and topics of meetings and nowhere else."""

RARE_SUMMARY = (
    "A point of its own was {rare}, on which the experts had sent a paper.",
    "The {adjective} case of {rare} was left to the working level.",
    "The question of {rare}, raised by {party}, was noted.",
)

ADJECTIVES = _words(
    """practical close regular further joint constructive bilateral regional mutual detailed long-term timely new
    comprehensive open legal technical promising broad reliable steady frank balanced specific early sustainable
    parliamentary cautious unresolved interim seasonal exemplary modest exploratory painstaking"""
)
MATTERS = _words(
    """cooperation relations implementation dialogue agreement partnership project programme contacts exchange progress
    plan process proposal initiative framework roadmap schedule interaction preparation visit draft report delegation
    mission package arrangement timetable consultation procedure obstacle backlog shortfall benchmark memorandum
    annex feasibility addendum moratorium"""
)
ACTS = _words(
    """discussed reviewed noted stressed considered examined welcomed raised outlined confirmed supported assessed
    underlined recalled explained revisited deferred reaffirmed commended clarified deplored"""
)
BODIES = (
    "the foreign ministries",
    "the working groups",
    "the embassies",
    "the joint commissions",
    "the business councils",
    "the line ministries",
    "the customs services",
    "the universities",
    "the chambers of commerce",
    "the regional administrations",
    "the parliaments",
    "the development banks",
    "the border services",
    "the academies of sciences",
    "the standards institutes",
    "the statistical offices",
    "the archives",
    "the mints",
)
SEASONS = (
    "the coming year",
    "the end of the month",
    "the autumn",
    "the spring",
    "the end of the year",
    "the summer",
    "the winter",
)
NUMBERS = ("two", "three", "four", "five", "a dozen", "six", "ten", "seven", "twenty", "eleven", "nineteen")

HELD = (
    "The sides {act} the present state of relations between {party} and {other} and the {matter} of the coming months.",
    "{person} {act} the {adjective} {matter} in the field of {sector} and asked for its continuation.",
    "Particular attention was paid to {subject} and {subject}.",
    "The {matter} on {subject} was {act}, and {body} were asked to report by {season}.",
    "{party} {act} the {adjective} {matter} and proposed that {body} meet in {place}.",
    "{other} {act} the proposal and said that an {adverbial} answer would be given by {season}.",
    "Both sides {act} the importance of {adjective} {matter}, above all on {subject}.",
    "On {subject}, {number} proposals were {act}; {number} of them were left to {body}.",
    "The sides agreed to continue the {matter} through {body}.",
    "{person} recalled the {adjective} {matter} of earlier years and the role of {body}.",
    "The {name} project was {act}; work on it is to begin by {season}.",
    "Delays at the {name} site were explained by the want of {subject}.",
    "{party} thanked {other} for its support in {sector} and in international organisations.",
    "The conversation also touched on regional questions and on the situation in {place}.",
    "An understanding was reached on {adjective} {matter} between {body} and their counterparts.",
    "The {matter} between {place} and {place} was described as {adjective}.",
    "It was noted that the volume of {subject} had grown, while {subject} remained below expectations.",
    "The schedule of upcoming events at various levels was {act}.",
    "{person} informed the other side of reforms in {sector} and of the plans for {name}.",
    "The sides expressed their readiness to conclude the {matter} on {subject} by {season}.",
    "Questions of {subject} that concern citizens of {other} were {act} in a {adjective} spirit.",
    "{other} invited a delegation for {subject} to {place} in {season}.",
    "The need for {adjective} {matter} in {sector} was {act} by both sides.",
    "With regard to {name}, the sides differed on the share of each in the costs.",
)
TO_COME = (
    "The meeting is meant to review the {matter} between {party} and {other} since the last contacts.",
    "{party} has proposed to put {subject} first; the other side has yet to answer.",
    "{body_first} are preparing papers on {subject} and on {subject}.",
    "A {adjective} exchange on {sector} is expected, with {name} as the example.",
    "The question of {subject} may be raised by {other}, which asked for a {matter} in {season}.",
    "It is hoped that the {matter} on {subject} can be finished before the delegations arrive in {place}.",
    "The programme also has a visit to {name} and talks with {body}.",
    "Journalists will be received at the beginning; no press conference is planned.",
)
OUTCOMES = (
    "The {matter} on {subject} was agreed in substance.",
    "The sides agreed to hold {number} expert meetings on {subject} by {season}.",
    "A {adjective} {matter} for {sector} is to be drafted by {body}.",
    "{party} will send a delegation for {subject} to {place}.",
    "The sides took note of the progress on {name}.",
    "No agreement was reached on {subject}; {body} will return to it.",
    "Contact points for {subject} were named on both sides.",
    "The {matter} signed earlier is to be extended to {subject}.",
    "{other} will study the proposal on {name} and answer by {season}.",
)
TOPICS = (
    "{subject_first} and the {adjective} {matter} that follows from it.",
    "The state of the {matter} on {subject}.",
    "Proposals of {party} on {subject}.",
    "Next steps of {body} in {sector}.",
    "{subject_first} in {place}; the experience of {other}.",
    "The {name} project and its financing.",
    "Obstacles to {subject} as reported by {body}.",
)
AGENDA = (
    "Review of the {matter}",
    "{subject_first}",
    "Cooperation in {sector}",
    "The {name} project",
    "Exchange on {subject}",
    "Any other business",
)
COMMITMENTS = (
    ("draft", "Send a draft of the {matter} on {subject}."),
    ("experts", "Name experts for {subject}."),
    ("visit", "Invite a delegation for {subject} to {place}."),
    ("report", "Report on the {matter} in {sector}."),
    ("list", "Exchange lists of projects on {subject}."),
    ("study", "Carry out a study of {name}."),
    ("funds", "Clarify the financing of {name} with {body}."),
    ("answer", "Answer the proposal on {subject} in writing."),
)
UPDATES = (
    "The paper was handed over through the embassy.",
    "{body_first} asked for more time.",
    "A first draft on {subject} was circulated.",
    "The matter was taken up again in {place}.",
    "Nothing has been heard since {season}.",
)
POINTS = (
    "Thank the other side for its {matter} on {subject}.",
    "Ask for an answer on {name}.",
    "Recall that an answer on {subject} was promised by {season}.",
    "Do not raise {subject} unless asked.",
)
SPEECH = (
    "{subject_first} are a matter of {adjective} {matter}, and they will remain so.",
    "We value the {adjective} {matter} with our partners in {sector}.",
    "By {season} the {name} project will be a place of work for both our countries.",
    "There is no {matter} without {subject}, and no trust without patience.",
)
AGREED = (
    "The parties undertake to cooperate in {sector}, above all in {subject} and {subject}.",
    "It provides for {adjective} {matter} between {body} and names contact points.",
    "A joint committee oversees the {matter}; it meets in {place}.",
    "It covers the {name} project and leaves {subject} to a later protocol.",
    "Disputes are settled by {matter} between the parties.",
)
QUOTES = (
    "the sides {act} {subject}",
    "{adjective} {matter} in the field of {sector}",
    "the meeting was held in a {adjective} atmosphere",
)

SUMMARY_JA = (
    "双方は{sector}分野における協力について意見交換を行った。",
    "{party}側は{sector}分野の合同プロジェクトの進捗を説明した。",
    "両国間の対話を継続することの重要性が確認された。",
    "次回の会合を{place}で開催することで一致した。",
    "{other}側は{sector}に関する提案を検討すると述べた。",
    "地域情勢についても率直な議論が行われた。",
)
SUMMARY_RU = (
    "Стороны обсудили вопросы сотрудничества по теме «{sector}».",
    "Отмечена важность регулярных консультаций и обмена делегациями.",
    "Рассмотрен ход реализации совместных проектов ({sector}).",
    "Достигнута договорённость о продолжении диалога; следующая встреча: {place}.",
    "Состоялся обмен мнениями по региональным и международным вопросам.",
    "Поручено подготовить предложения к концу года.",
)
