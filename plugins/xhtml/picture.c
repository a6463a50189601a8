#include "act.h"

#include <strings.h>

/* What describes the picture by itself: "" if nothing does. */
static oct_str
description(const struct xhtml *x, const oct_node *n)
{
	static const oct_str none = { "", 0 };
	oct_str alt = prop_str(x, n, OCT_P_ALT);

	if (!value_is_description(alt))
		alt = prop_str(x, n, OCT_P_TITLE);
	return value_is_description(alt) ? alt : none;
}

/*
 * The alternative text: the picture's own; none for what the source marks as
 * decoration; a word where a link or a heading would have no name without it;
 * the caption by reference; at last none, which is counted.
 */
static void
write_alt(struct xhtml *x, const oct_node *n)
{
	oct_str alt = description(x, n);
	oct_str word = str_of(x->words->word[WORD_IMAGE]);
	uint32_t caption = x->figure ? x->frames[x->figure].caption : 0;

	if (alt.n > 0) {
		x->facts.pictures++;
	} else if (x->nameless != NAMELESS && x->api->has(n, OCT_P_ALT) &&
	    prop_str(x, n, OCT_P_ALT).n == 0) {
		x->facts.decorative++;
	} else if (caption != 0) {
		x->facts.pictures++;
		alt = word;
		out_putf(x->out, " aria-labelledby=\"oct.caption%u\"",
		    (unsigned)caption);
	} else {
		x->facts.pictures++;
		x->facts.undescribed++;
		if (x->nameless == NAMELESS) {
			alt = word;
			x->nameless = NAMED_BY_WORD; /* once is enough */
		}
	}
	out_attr(x->out, "alt", alt);
}

/* Words in place of what can't be shown, led to its address if it has one. */
static void
placeholder(struct xhtml *x, const char *word, oct_str label, oct_str url)
{
	int linked = url.n > 0 && x->link == NULL;

	if (linked) {
		out_puts(x->out, "<a class=\"missing\"");
		out_attr(x->out, "href", url);
		out_put(x->out, ">", 1);
	} else {
		out_puts(x->out, "<span class=\"missing\">");
	}
	out_puts(x->out, word);
	if (label.n > 0) {
		out_puts(x->out, ": ");
		out_text(x->out, label);
	}
	out_puts(x->out, linked ? "</a>" : "</span>");
}

static void
write_img(struct xhtml *x, const oct_node *n, oct_str src)
{
	int64_t width = prop_int(x, n, OCT_P_WIDTH, 0);

	act_open(x, "img", n);
	out_attr(x->out, "src", src);
	write_alt(x, n);
	if (width > 0 && width <= 4096)
		out_putf(x->out, " width=\"%d\"", (int)width);
	out_puts(x->out, "/>");
}

int
picture_enter(struct xhtml *x, const oct_node *n)
{
	uint32_t resource = (uint32_t)prop_int(x, n, OCT_P_RESOURCE, 0);
	struct xhtml_picture picture = { { "", 0 }, { "", 0 } };

	if (resource != 0)
		picture = x->host->picture(x->ctx, resource);
	if (picture.src.n > 0) {
		write_img(x, n, picture.src);
		return DESCEND;
	}
	x->facts.missing++;
	if (x->api->has(n, OCT_P_ALT) && prop_str(x, n, OCT_P_ALT).n == 0 &&
	    x->nameless != NAMELESS)
		return DESCEND; /* decoration */
	if (x->nameless == NAMED_BY_WORD && description(x, n).n == 0)
		return DESCEND;
	if (x->nameless == NAMELESS)
		x->nameless = NAMED_BY_WORD;
	placeholder(
	    x, x->words->word[WORD_IMAGE], description(x, n), picture.url);
	return DESCEND;
}

/* The caption is written after all else, with the credit, in one element. */
int
figure_enter(struct xhtml *x, const oct_node *n)
{
	int captioned = act_child(x, n, OCT_CAPTION) != NULL;

	x->frames[x->blocks].outer = x->figure;
	x->frames[x->blocks].caption = captioned ? ++x->figures : 0;
	x->figure = x->blocks;
	act_open(x, "figure", n);
	out_put(x->out, ">", 1);
	return DESCEND;
}

/* The lines of a caption, in a <span> if there is a language to say. */
static void
write_lines(struct xhtml *x, const oct_node *n)
{
	if (act_marked(x, n)) {
		act_open(x, "span", n);
		out_put(x->out, ">", 1);
	}
	act_lines(x, n);
	if (act_marked(x, n))
		act_close(x, "span");
}

void
figure_leave(struct xhtml *x, const oct_node *n)
{
	const oct_node *caption = act_child(x, n, OCT_CAPTION);
	const oct_node *credit = act_child(x, n, OCT_CREDIT);

	if (caption != NULL || credit != NULL)
		out_puts(x->out, "\n<figcaption>");
	if (caption != NULL) {
		out_putf(x->out, "<span id=\"oct.caption%u\">",
		    (unsigned)x->frames[x->blocks].caption);
		write_lines(x, caption);
		out_puts(x->out, "</span>");
	}
	if (caption != NULL && credit != NULL)
		out_puts(x->out, " ");
	if (credit != NULL) {
		act_open(x, "span", credit);
		out_puts(x->out, " class=\"credit\">");
		act_lines(x, credit);
		out_puts(x->out, "</span>");
	}
	if (caption != NULL || credit != NULL)
		out_puts(x->out, "</figcaption>");
	out_puts(x->out, "</figure>\n");
	x->figure = x->frames[x->blocks].outer;
}

/* A book plays nothing: a poster, if there is one, and where to find it. */
int
media_enter(struct xhtml *x, const oct_node *n)
{
	uint32_t resource = (uint32_t)prop_int(x, n, OCT_P_RESOURCE, 0);
	oct_str role = prop_str(x, n, OCT_P_ROLE);
	oct_str url = value_url(x->api, x->job, prop_str(x, n, OCT_P_HREF));
	struct xhtml_picture poster = { { "", 0 }, { "", 0 } };
	const char *class = "media embed"; /* which epubread knows */
	enum word word = WORD_EMBED;

	if (oct_is(role, OCT_ROLE_VIDEO)) {
		word = WORD_VIDEO;
		class = "media video";
	}
	if (oct_is(role, OCT_ROLE_AUDIO)) {
		word = WORD_AUDIO;
		class = "media audio";
	}
	if (resource != 0)
		poster = x->host->picture(x->ctx, resource);
	act_open(x, "div", n);
	out_attr(x->out, "class", (oct_str){ class, strlen(class) });
	out_puts(x->out, ">");
	if (poster.src.n > 0) {
		out_puts(x->out, "<p><img");
		out_attr(x->out, "src", poster.src);
		out_puts(x->out, " alt=\"\"/></p>\n");
	}
	out_puts(x->out, "<p>");
	placeholder(x, x->words->word[word],
	    prop_str(x, n, OCT_P_TITLE).n ? prop_str(x, n, OCT_P_TITLE) : url,
	    url);
	out_puts(x->out, "</p></div>\n");
	return DESCEND;
}
