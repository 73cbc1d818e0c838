from __future__ import annotations

import pytest
from tests.draft.draft_properties import assert_well_mapped, source_of

from softsell.draft import Context, Draft, Span, read_text
from softsell.draft.markdown_dialects import mask


def markdown(text: str) -> Draft:
    draft = read_text(text, markup="markdown")
    assert_well_mapped(draft)
    return draft


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("# Fresh *bread*\n\nEvery **day**.", "Fresh bread\nEvery day."),
        ("Fresh\n=====\nEvery day.", "Fresh\nEvery day."),
        ("One line\nand another.", "One line and another."),
        ("> Theirs.\n\n- One item\n  that wraps.\n- Two", "One item that wraps.\nTwo"),
        ("One line  \nand another\\\nand a third.", "One line\nand another\nand a third."),
        ("- Rye\n- Spelt\n  - with seeds\n\n1. First", "Rye\nSpelt\nwith seeds\nFirst"),
        ("- [ ] Bake\n- [x] Eat", "Bake\nEat"),
        ("| Loaf | Price |\n|---|---|\n| Rye | $5 |", "Loaf\nPrice\nRye\n$5"),
        ("Type `bake --now` to bake.", "Type \ufffc to bake."),
        ("So:\n\n```\nbake\n```\n\n    bake\n\nDone.", "So:\nDone."),
        ("She said:\n\n> Buy now!\n> > Now!\n\nWe didn't.", "She said:\nWe didn't."),
        ("See [our shop](https://a.example 'Shop') now.", "See our shop now."),
        ("See [our shop][1] now.\n\n[1]: https://a.example", "See our shop now."),
        ("See <https://a.example> or https://b.example.", "See https://a.example or https://b.example."),
        ("Look: ![a *fresh* loaf](l.jpg) nice?", "Look: \ufffc nice?"),
        ("Bread &amp; butter &#x1F35E; 5 \\* 4", "Bread & butter 🍞 5 * 4"),
        ("~~$9~~ $5 for #rye @our_little_shop", "$5 for #rye @our_little_shop"),
        ("~~Rye is over.~~\n\nRye is back ~~from Tom\nand Ann~~, for good.", "Rye is back, for good."),
        ("- ~~rye~~\n- spelt, ~~oats~~", "spelt,"),
        ("- ~~rye\n- spelt~~\n- oats", "~~rye\nspelt~~\noats"),
        ("> ~~rye\n\nOurs: ~~rye\n# spelt~~", "Ours: ~~rye\nspelt~~"),
        ("See www.mill.example/~~ann~~/x and ~~not~~ us.", "See www.mill.example/ann/x and us."),
        ("(https://mill.example) ~~closed~~ open", "(https://mill.example) open"),
        ("`~~a~~` is code, \\~~6 kg~~ isn't, ~5 kg is no end.", "\ufffc is code, ~~6 kg~~ isn't, ~5 kg is no end."),
        ("A claim.[^1]\n\n[^1]: Our own count.", "A claim.\nOur own count."),
        ("A <b>bold</b> claim<br>here", "A bold claim\nhere"),
        ("<div class='x'>\nA &lt;bold&gt;\n  claim\n</div>\n\nNext.", "A <bold> claim\nNext."),
        ("A <code>x</code> and <span hidden>no</span> more.", "A \ufffc and  more."),
        ("<blockquote>\n\nTheir words.\n\n</blockquote>\n\nOurs.", "Ours."),
        ("One.\n\n***\n\nTwo.", "One.\nTwo."),
        ("#bread is no heading", "#bread is no heading"),
        ("", ""),
    ],
)
def test_what_is_read_is_what_the_reader_of_the_post_reads(written: str, read: str) -> None:
    assert markdown(written).prose == read


def test_every_character_knows_where_it_was_written() -> None:
    draft = markdown(
        "\ufeffCafé 🍞 is *open* &amp; **warm**, see [our `menu` page](https://a.example).\r\n\r\n- Rye\r\n"
    )
    assert source_of(draft, "Café 🍞 is") == "Café 🍞 is"
    assert source_of(draft, "open") == "open"
    assert source_of(draft, "&") == "&amp;"
    assert source_of(draft, "\ufffc") == "`menu`"
    assert source_of(draft, "is open & warm") == "is *open* &amp; **warm"
    assert source_of(draft, "Rye") == "Rye"


def test_what_holds_markup_may_not_be_replaced() -> None:
    draft = markdown("Buy *it* now")
    assert draft.map.is_contiguous(Span(0, 3))
    assert not draft.map.is_contiguous(Span(0, 6))


@pytest.mark.parametrize("platform", [None, "blog"])
def test_a_soft_break_is_a_space_in_an_article(platform: str | None) -> None:
    draft = read_text(
        "It's your last\r\nchance. Do\rnot\nmiss it.", markup="markdown", context=Context(platform=platform)
    )
    assert draft.prose == "It's your last chance. Do not miss it."
    assert source_of(draft, "last chance") == "last\r\nchance"
    assert not draft.map.is_contiguous(Span(0, len(draft.prose)))


@pytest.mark.parametrize("platform", ["linkedin", "x"])
def test_line_ends_of_a_social_post_stay_as_they_were_written(platform: str) -> None:
    draft = read_text("One\r\ntwo\rthree", markup="markdown", context=Context(platform=platform))
    assert draft.prose == "One\r\ntwo\rthree"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("A.\n\n{{< figure src='a' title='Buy now' >}}\n\nB.", "A.\nB."),
        ('See {{< ref "a.md" >}} now {{<icon x>}}.', "See  now ."),
        ("Rye\n: A grain.\n: A loaf.\n\nAfter: so.\n:no", "Rye\nA grain.\nA loaf.\nAfter: so. :no"),
        ("Well :+1: and :-1: and :100: so :1: and 10:100:10.", "Well  and  and  so :1: and 10:100:10."),
        ("{% raw %}{{ name }}{% endraw %}\n\nA.", "\ufffc\nA."),
        ("Write {%- raw -%}`{{ x }}` or {{ y }}{%- endraw -%} so.", "Write \ufffc or \ufffc so."),
        ("{% verbatim %}\nA {{ name }}, {% if x %}\n{% endverbatim %}\n\nB.", "A \ufffc, \nB."),
        ("<p v-pre>A {{ name }}</p>\n\nB {{ name }}.", "A \ufffc\nB {{ name }}."),
        ("::: v-pre\nA {{ name }}\n:::\n\nB.", "A \ufffc\nB."),
        ("{% raw %}{{ a }}", "{{ a }}"),
        ("- {{embed ((6650a1b2-0000-4000-8000-000000000001))}}\n- A {{[[TODO]]}}.", "A ."),
        ("- {{query (and [[last chance]] (task NOW))}}\n- A.\n  - {{renderer :todo, now}}", "A."),
        (
            "See ((6650a1b2-0000-4000-8000-000000000001)), ((a note)) and {{query_name}}.",
            "See \ufffc, ((a note)) and {{query_name}}.",
        ),
        ("- A {{cloze loaf}} of rye.", "A loaf of rye."),
        ("#+BEGIN_NOTE\nBake.\n#+END_NOTE\n\n- A.\n  SCHEDULED: <2026-07-06 Mon>\n- B.", "Bake.\nA.\nB."),
        ("- A.\n  :LOGBOOK:\n  CLOCK: [2026-07-06 Mon 10:00:00]\n  :END:\n- B.", "A.\nB."),
        ("{{% notice tip %}}\nInside.\n{{% /notice %}}", "Inside."),
        ("A.\n\n{{/* Buy now */}}\n\nB.", "A.\nB."),
        ("{% include a.html title=\"Buy now\" %}\n\nA {{ site.title }} b {{ '/a' | relative_url }}.", "A  b ."),
        ("{% comment %}\nBuy now\n{% endcomment %}\n\nA.", "A."),
        ("{% highlight ruby %}\nputs 'Buy now'\n{% endhighlight %}\n\nA.", "A."),
        ("Hi {{first_name}}, hi {{ name }}.", "Hi {{first_name}}, hi {{ name }}."),
        ("# Title {#buy-now}\n\nText{.note} and\n{: .lead}", "Title \nText and"),
        ("import A from './buy-now'\nimport './b.css'\n\nexport const a = {\n\n  b: 1\n}\n\nText.", "Text."),
        (
            "import {\n  A\n} from 'a'\n\n<Tip onClick={() => buy(now)} b='x'>\n\nText {a.b} here.\n\n</Tip>",
            "Text  here.",
        ),
        ("{/* Buy now */}\n\nText {/* now */} here.", "Text  here."),
        ("We import tea from China.\n\nexport prices rose.", "We import tea from China.\nexport prices rose."),
        ("See [[Buy now|the recipe]], [[Oven]] and [[Oven#Heat]].", "See the recipe, Oven and Oven#Heat."),
        ("![[buy-now.png]]\n\nSo ![[a.png]] there. [[1]](https://a.example)", "So \ufffc there. [1]"),
        ("A %%buy now%% b.\n\n%%\nBuy now.\n\nToday.\n%%\n\nC.", "A  b.\nC."),
        ("Now 50%% off, or 100%% more.", "Now 50%% off, or 100%% more."),
        ("==Fresh== bread, a == b == c. ^block-1", "Fresh bread, a == b == c."),
        ("It is $\\frac{1}{2}$ of $x$ for $5, not $6 or $5-$10.", "It is \ufffc of \ufffc for $5, not $6 or $5-$10."),
        (r"It is \(\text{buy now}\), \(x\) or \(n + 1\) so.", "It is \ufffc, \ufffc or \ufffc so."),
        ("So:\n\n\\[\nbuy^2\n\n= now\n\\]\n\nB.", "So:\nB."),
        (
            r"A \(word\), \[a note\], \(about 5/month\), \(see \_this\_\), \(open",
            "A (word), [a note], (about 5/month), (see _this_), (open",
        ),
        (r"`\(x\)` and \\(x\\)", "\ufffc and \\(x\\)"),
        ("\\begin{pmatrix}\nbuy \\begin{cases} a \\end{cases} now\n\\end{pmatrix}\n\nB.", "B."),
        ("So:\n\n$$\nbuy now\n$$\n\nand $$a^2$$ here.", "So:\nand \ufffc here."),
        ("\\begin{align}\nbuy &= now\n\\end{align}\n\nSo.", "So."),
        (
            '!!! warning "Buy now"\n    Two lines\n    of text.\n\n    More.\n\nAfter.',
            "Two lines of text.\nMore.\nAfter.",
        ),
        ("??? note\n    Text.", "Text."),
        (":::tip[Buy now]\nText.\n:::\n\n::youtube{id=buy}\n\n::: {.callout}\nMore.\n:::", "Text.\nMore."),
        ("!!! Big sale today\n\n??? why", "!!! Big sale today\n??? why"),
        ("::: Big news :::\n\n::wave\n\n::: news of today :::", "::: Big news :::\n::wave\n::: news of today :::"),
        ("!!! tip inline end\n    Text.\n\n:::note A title\nMore.\n:::", "Text.\nMore."),
        ("[TOC]\n\nText.\n\n[[_TOC_]]", "Text."),
        ("```\n{{< a\n```\n\nText >}} here.", "Text >}} here."),
        ("Write `{{< a >}}` or `$$` and $$ or %% so.", "Write \ufffc or \ufffc and $$ or %% so."),
        ("<!-- %% -->\n\nText %% here.", "Text %% here."),
        ("| A | B |\n|---|---|\n| [[x]] | {{< y >}} |", "A\nB\nx"),
    ],
)
def test_what_tools_add_to_markdown_is_no_prose(written: str, read: str) -> None:
    draft = markdown(written)
    assert draft.prose == read
    assert len(mask(written, mdx=False)) == len(written)
