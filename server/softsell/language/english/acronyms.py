"""Acronyms: words that people write in capitals without shouting."""

from __future__ import annotations

_ACRONYMS = frozenset(
    """
    ad ai am api app asap atm bbc bbq bc bio bnb btw cad ceo cfo cmo cnn coo cpa cpr crm cso cta cto cv css dc diy dj dm dms dna
    dvd eft emea eod eta etc eu eur faq faqs fb fbi fifa fomo fyi gb gbp gdp ghz gif gmo gmt gop gps gpu hbo hd hdmi hiv hp hq hr hsa
    html http id ie ig imax imf imo inc io ios ip ipa ipo iq ira irs iso it itv jpg kfc kg km kpi la lcd led lgbt lgbtq lgbtqia llc lol
    ltd mba mbe mc md mit mlb mls mp mpg mph mri mtv mvp nasa nato nba nbc nda nfc nfl nft ngo nhl nhs nsa nsw nyc nye nz obe ok omg oled
    pa pc pdf phd pin pm pms poc png pov pr ps pst pt pto pvc qa qr ram rbc rip rna roi rsvp rv sa saas sat sdk seo sme smes sms sos spa
    sql ssd ssl suv tba tbc tbd tbh tbt tgif ted tlc tv uae ufc uk un unesco unicef uni url us usa usb usd uv uvb vat vhs vip vps vr wfh
    who wi wifi wwe www wwf xl xml xs xxl yoy ymca est pst edt pdt cet utc bst bogo nb pto spf abv ipl ipas fda cdc osha epa
    """.split()
)


def is_acronym(norm: str) -> bool:
    """Return whether a word written in capitals always is, according to a list. Words of one letter count."""
    return len(norm) < 2 or norm in _ACRONYMS or any(character.isdigit() for character in norm)
