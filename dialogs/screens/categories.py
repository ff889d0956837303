"""Browsing the categories and the add-on, without an interview."""

from dialogs.keyboard import flowing, stacked
from dialogs.reason import amount_asked, label_of, where
from dialogs.scene import Refused, Scene, go
from dialogs.screen import Button, Screen
from dialogs.telling import asked_of
from rules.category import Asked, CategoryRules
from rules.codes import Kind


def show_categories(scene: Scene) -> Screen:
    """All of them, the add-on last."""
    pack = scene.pack
    buttons = [
        go(f"{code}: {scene.words.labels('categories')[slug_of(str(code))]}", "category", slug_of(str(code)))
        for code in reversed(pack.highest_first)
    ]
    add_on = go(f"{pack.add_on.code}: {scene.words.labels('categories')['ERS']}", "category", pack.add_on.code)
    return scene.screen("screens/categories", (*stacked([*buttons, add_on]), (scene.button("menu", "menu"),)))


def show_category(scene: Scene, slug: str) -> Screen:
    """What a category is for and what it asks for."""
    code = code_of(scene, slug)
    asked = asked_of(scene, code)
    letters, name, about, examples = _described(scene, asked)
    all_asked = scene.pack.requirements(code, scene.on)
    requirements = [
        (
            label_of(scene.words, all_asked, rule.id),
            amount_asked(scene.words, rule),
            where(scene.words, scene.pack, rule),
        )
        for rule in all_asked
        if rule.kind is Kind.SUBSTANTIVE or rule.id in {"references", "exam"}
    ]
    return scene.screen(
        "screens/category",
        (*flowing(_looking_further(scene, slug, asked)), *_elsewhere(scene)),
        letters=letters,
        name=name,
        about=about,
        examples=examples,
        requirements=requirements,
    )


def show_raters(scene: Scene, slug: str) -> Screen:
    """Who may be a reference."""
    asked = asked_of(scene, code_of(scene, slug))
    raters = [scene.words.say(rater.who) for rater in asked.raters]
    return _about(scene, slug, "raters", items=raters)


def show_work(scene: Scene, slug: str) -> Screen:
    """What kind of work counts."""
    asked = asked_of(scene, code_of(scene, slug))
    if not isinstance(asked, CategoryRules):
        raise Refused(slug)
    typical = asked.typical_training
    note = scene.words.say(typical.text) if typical is not None else ""
    return _about(scene, slug, "work", text=scene.words.say(asked.work.text), note=note)


def show_leadership(scene: Scene, slug: str) -> Screen:
    """Leadership activities that Mentors list."""
    asked = asked_of(scene, code_of(scene, slug))
    if not isinstance(asked, CategoryRules) or asked.leadership is None:
        raise Refused(slug)
    items = [scene.words.say(item) for item in asked.leadership.items]
    return _about(scene, slug, "leadership", items=items, note=scene.words.say(asked.leadership.note))


def show_providers(scene: Scene, slug: str) -> Screen:
    """Who may provide RSC."""
    asked = asked_of(scene, code_of(scene, slug))
    provider = next((one for one in scene.pack.providers if one.id == asked.provider), None)
    if provider is None:
        raise Refused(slug)
    return _about(scene, slug, "providers", text=scene.words.say(provider.text))


def slug_of(code: str) -> str:
    """A category's code as it stands in callback data and deep links, where a slash may not."""
    return code.replace("/", "")


def code_of(scene: Scene, slug: str) -> str:
    """The code of a category or the add-on, from its slug or an early childhood twin's, in any case.

    Raises:
        Refused: if there is none.
    """
    wanted = slug.replace("-", "").replace("/", "").upper()
    for category in scene.pack.categories:
        twins = (str(category.code), category.early_childhood_code)
        if wanted in {twin.replace("-", "").replace("/", "") for twin in twins}:
            return str(category.code)
    if wanted == scene.pack.add_on.code:
        return scene.pack.add_on.code
    raise Refused(slug)


def _described(scene: Scene, asked: Asked) -> tuple[str, str, str, list[str]]:
    words = scene.words
    if isinstance(asked, CategoryRules):
        letters = f"{asked.code} / {asked.early_childhood_code}"
        return letters, words.say(asked.name), words.say(asked.about.text), [words.say(one) for one in asked.examples]
    add_on = scene.pack.add_on
    emerging = words.say(add_on.emerging.text)
    return add_on.code, words.say(add_on.name), f"{words.say(add_on.about.text)} {emerging}", []


def _looking_further(scene: Scene, slug: str, asked: Asked) -> list[Button]:
    buttons = [scene.button("raters", "raters", slug)]
    if isinstance(asked, CategoryRules):
        buttons.append(scene.button("work", "work", slug))
        if asked.leadership is not None:
            buttons.append(scene.button("leadership", "leadership", slug))
    if asked.provider is not None:
        buttons.append(scene.button("providers", "providers", slug))
    return buttons


def _elsewhere(scene: Scene) -> tuple[tuple[Button, ...], ...]:
    return (
        (scene.button("start_here", "apply"),),
        *flowing([scene.button("categories", "categories"), scene.button("menu", "menu")]),
    )


def _about(scene: Scene, slug: str, subject: str, **told: str | list[str]) -> Screen:
    return scene.screen(
        "screens/about",
        flowing([scene.button("back", "category", slug), scene.button("menu", "menu")]),
        subject=subject,
        letters=code_of(scene, slug),
        **{"items": [], "text": "", "note": "", **told},
    )
