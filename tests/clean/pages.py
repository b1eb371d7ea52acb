"""Pages made up for the tests of cleaning."""

from __future__ import annotations

from dateline.model.report import Page

PARAGRAPHS = (
    "The ferry Aurora sank off Port Vale on Monday night, and at least 12 people died, the coast guard said.",
    "“We heard a loud bang & then the lights went out,” said Mira Okello, a passenger, as she left the clinic in town.",
    "Rescue boats searched until dawn. The harbour master, Tom Ade, told reporters that 41 people had been pulled out.",
    "The company that owns the ship, Delta Lines, has not said why it sailed in spite of a warning of a storm.",
)

LD = """{"@context": "https://schema.org", "@graph": [{"@type": "WebPage", "name": "Coast Daily"},
{"@type": "NewsArticle", "headline": "Ferry sinks off Port Vale, 12 dead", "datePublished": "2021-03-09T06:30:00+00:00",
"author": [{"@type": "Person", "name": "Lena Marsh"}, {"@type": "Person", "name": "Sami Osei"}],
"publisher": {"@type": "Organization", "name": "Coast Daily"}}]}"""


def html(body: str = "", *, head: str = "", ld: str = LD, title: str = "Ferry sinks off Port Vale, 12 dead") -> str:
    """A page with all the clutter of a real one; `body` stands behind its first paragraph."""
    text = [f"<p>{one.replace('&', '&amp;').replace('“', '&ldquo;')}</p>" for one in PARAGRAPHS]
    return f"""<!DOCTYPE html><html lang="en-GB"><head><title>{title} | Coast Daily</title>
<meta charset="utf-8"><link rel="canonical" href="https://coastdaily.example/2021/03/09/ferry">
<meta property="og:site_name" content="Coast Daily">{head}
<script type="application/ld+json">{ld}</script><style>p {{ color: red }}</style></head>
<body><nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li></ul></nav>
<main><article><h1>{title}</h1><p class="byline">By <a rel="author" href="/x">Lena Marsh</a> and Sami Osei</p>
{text[0]}
{body}
{text[1]}<script>var x = "<p>no text</p>";</script>
<!-- <p>nor this</p> -->
{text[2]}
{text[3]}</article></main>
<div class="newsletter-signup"><p>Sign up for our newsletter and never miss a story from the coast.</p></div>
<div class="related-stories"><p>Why the old ferries still sail, and what the ministry will do about it.</p></div>
<div class="comments-list"><p>I was on that ship last year, and it was rusty even then, believe me.</p></div>
<footer><p>© 2021 Coast Daily. All rights reserved.</p></footer></body></html>"""


def page(content: str | bytes, media_type: str = "text/html", **given: str | None) -> Page:
    """A page as an ingester hands it over."""
    raw = content.encode() if isinstance(content, str) else content
    return Page("test", raw, media_type, **given)  # type: ignore[arg-type]
