"""Whether a draft is in English: and which sentences aren't: sure of its no, silent where there is little to go by."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from softsell.language.english.detection import Language, detect
from softsell.language.sentences import boundaries
from softsell.language.tokenizer import tokenize

TRAINING = Path(__file__).parents[3] / "server" / "training" / "texts"

ENGLISH = [
    "We open at nine tomorrow. Come in, the kettle is on!",
    "omg u guys!! our lil shop turned 3 today, thx 4 everything xoxo",
    "BIG NEWS: THE NEW MENU IS HERE AND IT TASTES LIKE SUMMER",
    "Merci beaucoup to everyone who came to our wine night on Friday!",
    "Our new crème brûlée with café au lait is the best thing we baked this month, says the whole team.",
    "Bonjour! Bienvenue! That is how Amélie greets you every morning, and we love her for it.",
    "Hola amigos, taco Tuesday is back with fresh salsa, and the first round of churros is on the house.",
    "Had a lovely afternoon at Café de la Paix with Jürgen, Søren and Zoë from Los Angeles.",
    "Meet the makers: Ana García, Łukasz Nowak, Þóra Jónsdóttir and Nguyễn Văn An.",
    "Which one do you like best: the terracotta bowl or the speckled mug?",
    "Acme Widgets Sprocket 3000 Ultra Max Pro Edition",
    "Sourdough. Focaccia. Ciabatta. Brioche. Pretzels. Every morning from six.",
    "The Japanese word of the day is 木漏れ日: sunlight that falls through leaves.",
    "ty all sm for 500 followers, love u guys fr",
]

OTHER = {
    "Dutch": "Vanaf maandag hebben we weer verse appeltaart, en de koffie is het hele weekend gratis. Kom gezellig langs!",
    "German": "Ab Montag gibt es bei uns wieder frischen Apfelkuchen, und der Kaffee geht aufs Haus. Wir freuen uns auf euch!",
    "French": "Notre atelier ouvre ses portes samedi matin. Venez découvrir les nouvelles couleurs de la saison avec nous.",
    "Spanish": "Hoy abrimos la nueva tienda en el centro. Os esperamos con café caliente y muchas sorpresas para todos.",
    "Italian": "Questa settimana il nostro forno prepara il pane con le olive. Passate a trovarci, vi aspettiamo!",
    "Portuguese": "A nossa padaria tem pão quente todos os dias. Venha provar o bolo de laranja que fizemos hoje.",
    "Swedish": "Nu har vi öppnat vår nya butik på torget. Kom förbi och prova våra bullar, det blir kul!",
    "Danish": "Vi har lige åbnet vores nye butik på torvet. Kig forbi og smag de friske boller, der er nok til alle.",
    "Norwegian": "Vi har åpnet en ny butikk i sentrum. Kom innom og smak på bollene våre, det er nok til alle.",
    "Polish": "Od poniedziałku znowu pieczemy szarlotkę. Wpadnij do nas na kawę i powiedz, jak ci smakuje.",
    "Turkish": "Yeni dükkanımız bugün açıldı. Sıcak bir kahve için sizi de bekliyoruz, çok mutluyuz.",
    "Indonesian": "Hari ini kami membuka toko baru di pusat kota. Mampir ya, ada kopi gratis untuk semua.",
    "Finnish": "Avasimme tänään uuden kaupan keskustaan. Tule käymään, meillä on tuoretta pullaa ja kahvia kaikille.",
    "Czech": "Dnes jsme otevřeli nový obchod v centru. Přijďte na kávu, těšíme se na vás všechny.",
    "Hungarian": "Ma megnyitottuk az új boltunkat a belvárosban. Gyertek el egy kávéra, nagyon várunk titeket!",
    "Romanian": "Astăzi am deschis noul nostru magazin din centru. Vă așteptăm cu cafea și prăjituri pentru toți.",
    "Vietnamese": "Hôm nay chúng tôi mở cửa hàng mới ở trung tâm. Mời các bạn ghé uống cà phê.",
    "Tagalog": "Bukas na po ang aming bagong tindahan sa bayan. Dumaan kayo at may libreng kape para sa lahat.",
    "Japanese": "本日、新しいお店がオープンしました。コーヒーを飲みに来てください。",
    "Chinese": "我们的新店今天开业了，欢迎大家来喝咖啡。",
    "Korean": "오늘 새 가게를 열었습니다. 커피 한 잔 하러 오세요.",
    "Arabic": "افتتحنا اليوم متجرنا الجديد في وسط المدينة، أهلا وسهلا بكم جميعا.",
    "Hebrew": "היום פתחנו חנות חדשה במרכז העיר, בואו לשתות קפה.",
    "Russian": "Сегодня мы открыли новый магазин в центре. Заходите на кофе!",
    "Greek": "Σήμερα ανοίξαμε το νέο μας κατάστημα στο κέντρο. Ελάτε για καφέ!",
    "Hindi": "आज हमारी नई दुकान खुल गई है, चाय पीने ज़रूर आइए।",
    "Thai": "วันนี้เราเปิดร้านใหม่ใจกลางเมือง แวะมาดื่มกาแฟกันนะ",
}


def _language(text: str) -> Language:
    tokens = tokenize(text)
    return detect(tokens, boundaries(tokens))


@pytest.mark.parametrize("text", ENGLISH)
def test_english_stays_english(text: str) -> None:
    assert _language(text).english


@pytest.mark.parametrize("language", OTHER)
def test_other_languages_are_detected(language: str) -> None:
    assert not _language(OTHER[language]).english


@pytest.mark.parametrize("language", OTHER)
def test_hashtags_handles_and_links_do_not_hide_another_language(language: str) -> None:
    extras = "#shoplocal #newstore #openingday @softsell https://shop.example/new"
    assert not _language(f"{OTHER[language]} {extras}").english


LITTLE = ["", "🎉🎉🎉", "#coffee #monday #mood", "Wir sind da!", "12 34 56 78 90 11", "https://x.example", "вау!"]


@pytest.mark.parametrize("text", LITTLE)
def test_little_to_go_by_counts_as_english(text: str) -> None:
    assert _language(text).english


def test_mostly_english_with_a_foreign_line_stays_english() -> None:
    english = "We have been baking since five this morning, and the first loaves are out of the oven."
    assert _language(f"{english}\n{OTHER['French'][:40]}").english


@given(st.text(max_size=200))
def test_any_text_gets_an_answer(text: str) -> None:
    assert _language(text).english in (True, False)


def _in_english(text: str) -> list[str]:
    """Return the sentences that count as English."""
    tokens = tokenize(text)
    ranges = boundaries(tokens)
    others = detect(tokens, ranges).others
    return [text[tokens[a].start : tokens[b - 1].end] for n, (a, b) in enumerate(ranges) if n not in others]


@pytest.mark.parametrize("text", [*ENGLISH, *LITTLE])
def test_an_english_draft_is_english_in_all_its_parts(text: str) -> None:
    assert _language(text) == Language(True)


def test_no_sentence_of_thousands_of_english_posts_is_passed_over() -> None:
    lines = (
        line for path in sorted(TRAINING.glob("*.jsonl")) for line in path.read_text(encoding="utf-8").splitlines()
    )
    texts = [" ".join(line for line, _ in json.loads(row)["lines"]) for row in lines]
    assert len(texts) > 1000
    assert [text for text in texts if _language(text) != Language(True)] == []


@pytest.mark.parametrize(
    "text",
    [
        "Thanks to Jürgen Müller, Søren Ågård, Łukasz Żak, Þóra Jónsdóttir and Zoë Brontë.",
        "We'll have pain au chocolat, crème brûlée, jalapeño poppers, gnocchi alla romana and spätzle.",
        "Grandma says “je ne sais quoi” about everything, and nobody knows what she means.",
        "The walk is on Sunday. #wandern #heute #natur #deutschland #unserwald #kommtmit",
        "La Casa de Papel was on again. Los Angeles, El Paso and San Juan de la Cruz come next.",
        "The bus is late again and so am I. wat u on bout lol, dun b like dat, i waitin 4 u tmr ah",
    ],
)
def test_names_loanwords_and_slang_are_not_another_language(text: str) -> None:
    assert _language(text) == Language(True)


@pytest.mark.parametrize("between", ["\n\n", "\n"])
@pytest.mark.parametrize("language", OTHER)
def test_the_english_part_of_two_is_told_from_the_other(language: str, between: str) -> None:
    english = "Come to the mill on Friday and taste the new loaf."
    assert _in_english(f"{english}{between}{OTHER[language]}") == [english]
    assert _in_english(f"{OTHER[language]}{between}{english}") == [english]


def test_short_sentences_belong_to_what_stands_before_them() -> None:
    text = "We baked fresh rye bread this morning. Come by! Wir haben heute frisches Brot für euch gebacken. Nur heute!"
    assert _in_english(text) == ["We baked fresh rye bread this morning.", "Come by!"]


def test_a_slogan_does_not_make_a_draft_english() -> None:
    assert not _language(f"{OTHER['German']} Just do it. Shop now!").english


@given(
    st.lists(st.sampled_from([*ENGLISH, *OTHER.values(), *LITTLE]), max_size=6), st.sampled_from(["\n\n", "\n", " "])
)
def test_any_mixture_gets_an_answer(parts: list[str], between: str) -> None:
    text = between.join(parts)
    tokens = tokenize(text)
    ranges = boundaries(tokens)
    found = detect(tokens, ranges)
    assert list(found.others) == sorted({n for n in found.others if 0 <= n < len(ranges)})
    assert found.english or not found.others
