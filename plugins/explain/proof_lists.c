/* proof_lists.c: what was found, as tables. */
#include "proof.h"

#include <octavo/article.h>
#include <strings.h>

enum { ROWS_MAX = 2000, THUMBNAIL_MAX = 100 << 10, THUMBNAILS = 100 };

static void
put_base64(struct explain *x, const uint8_t *p, size_t n)
{
	static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				      "abcdefghijklmnopqrstuvwxyz0123456789+/";
	char out[4];

	for (; n > 0; p += 3, n -= n < 3 ? n : 3) {
		uint32_t v = (uint32_t)p[0] << 16 |
		    (n > 1 ? (uint32_t)p[1] << 8 : 0) | (n > 2 ? p[2] : 0);

		for (int i = 0; i < 4; i++)
			out[i] = letters[v >> (18 - 6 * i) & 63];
		if (n < 3)
			out[3] = '=';
		if (n < 2)
			out[2] = '=';
		x->a->emit(x->j, out, 4);
	}
}

/* The picture itself, where it is small enough to be shown; a drawing is not:
 * it might hold anything. */
static void
put_thumbnail(struct explain *x, const struct shown *s, size_t number)
{
	int is_drawing = strstr(s->r.media_type.p, "svg") != NULL;

	if (s->r.data == NULL || is_drawing || s->r.len > THUMBNAIL_MAX ||
	    number > THUMBNAILS)
		return;
	put_puts(x, "<img class=\"thumb\" alt=\"\" src=\"data:");
	put_text(x, s->r.media_type);
	put_puts(x, ";base64,");
	put_base64(x, s->r.data, s->r.len);
	put_puts(x, "\"> ");
}

static void
put_more(struct proof *p, size_t n)
{
	if (n <= ROWS_MAX)
		return;
	put_puts(&p->x, "<p>And ");
	put_count(&p->x, n - ROWS_MAX, "other", "others");
	put_puts(&p->x, ".</p>\n");
}

/* A data: URL is no name for a person. */
static void
put_name(struct proof *p, const struct shown *s)
{
	put_puts(&p->x, "<code>");
	if (strncasecmp(s->r.url.p, "data:", 5) == 0)
		put_puts(&p->x, "a picture in the page itself");
	else
		put_text(&p->x, s->r.url);
	put_puts(&p->x, "</code>");
}

/* The pictures for which `counts` holds, with what `more` says of each. */
static void
put_pictures(struct proof *p, int (*counts)(const struct shown *),
    void (*more)(struct proof *, const struct shown *))
{
	size_t n = 0;

	for (size_t i = 0; i < p->n_pictures; i++) {
		const struct shown *s = &p->pictures[i];

		if (!counts(s) || ++n > ROWS_MAX)
			continue;
		put_puts(&p->x, "<tr><td>");
		put_thumbnail(&p->x, s, n);
		put_name(p, s);
		put_puts(&p->x, "</td><td>");
		proof_article(p, s->article);
		put_puts(&p->x, "</td><td>");
		more(p, s);
		put_puts(&p->x, "</td></tr>\n");
	}
	proof_table_end(p);
	put_more(p, n);
}

static void
put_described(struct proof *p, const struct shown *s)
{
	put_puts(&p->x,
	    s->described == BY_CAPTION        ? "its caption alone"
		: s->described == UNDESCRIBED ? "nothing"
					      : "marked as decoration");
}

void
proof_undescribed(struct proof *p)
{
	if (proof_count(p, proof_lacks_words) == 0)
		return;
	proof_section(p, "undescribed", "Pictures without a description",
	    "Who can't see them learns nothing of them. Say in the source what "
	    "they show (alt); what is decoration may stay.");
	proof_table(p, "Pictures without a description",
	    "Picture|Article|Described by");
	put_pictures(p, proof_lacks_words, put_described);
}

static void
put_words(struct proof *p, const struct shown *s)
{
	oct_str alt = p->x.a->get_str(s->node, OCT_P_ALT);

	put_puts(&p->x, "<span dir=\"auto\">");
	if (alt.n > 0)
		put_text(&p->x, alt);
	else
		put_puts(&p->x, "the word for an image");
	put_puts(&p->x, "</span>");
}

void
proof_missing(struct proof *p)
{
	if (proof_count(p, proof_is_missing) == 0)
		return;
	proof_section(p, "missing", "Pictures that are not at hand",
	    "Words stand in their places, linked to where the source had "
	    "them.");
	proof_table(p, "Pictures that are not at hand",
	    "Picture|Article|What stands in its place");
	put_pictures(p, proof_is_missing, put_words);
}

static void
put_pixels(struct proof *p, const struct shown *s)
{
	char text[64];

	snprintf(text, sizeof(text), "%u × %u", (unsigned)s->r.width,
	    (unsigned)s->r.height);
	put_puts(&p->x, text);
}

void
proof_low(struct proof *p)
{
	if (proof_count(p, proof_is_low) == 0)
		return;
	proof_section(p, "low", "Pictures of few pixels",
	    "Fewer than 600 across: soft on most screens.");
	proof_table(p, "Pictures of few pixels", "Picture|Article|Pixels");
	put_pictures(p, proof_is_low, put_pixels);
}

/* --- links ---------------------------------------------------------------- */

/* A link may hold nothing but a picture. */
static void
put_link_text(struct proof *p, const oct_node *link)
{
	oct_str text = p->x.a->text_of(p->x.j, link);

	if (strspn(text.p, " \n\t") == text.n)
		put_puts(&p->x, "(a picture)");
	else
		put_text(&p->x, text);
}

void
proof_away(struct proof *p)
{
	const oct_api *a = p->x.a;

	if (p->n_away == 0)
		return;
	proof_section(p, "away", "Links that leave the book",
	    "They need a network, and what is there may change. Links from one "
	    "article to another stay inside and are not here.");
	proof_table(p, "Links that leave the book", "Text|Article|Address");
	for (size_t i = 0; i < p->n_away && i < ROWS_MAX; i++) {
		const struct away *l = &p->away[i];

		put_puts(&p->x, "<tr><td><bdi>");
		put_link_text(p, l->node);
		put_puts(&p->x, "</bdi></td><td>");
		proof_article(p, l->article);
		put_puts(&p->x, "</td><td><code>");
		put_text(&p->x, a->get_str(l->node, OCT_P_HREF));
		put_puts(&p->x, "</code></td></tr>\n");
	}
	proof_table_end(p);
	put_more(p, p->n_away);
}
