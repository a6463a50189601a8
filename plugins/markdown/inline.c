#include <octavo/sugar.h>

#include "markdown.h"

bool
inline_nests(cmark_node *node)
{
	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_EMPH:
	case CMARK_NODE_STRONG:
	case CMARK_NODE_LINK: return true;
	default: return dialect_extra(node) == EXTRA_STRIKETHROUGH;
	}
}

/* The URL of a link or an image.  A backslash is none of a URL's characters;
 * cmark's own HTML says %5C, where browsers would read "/". */
static oct_str
url_of(struct markdown *md, cmark_node *node)
{
	const char *url = cmark_node_get_url(node);
	size_t n = url != NULL ? strlen(url) : 0, len = 0;
	char *p;

	if (n == 0 || strchr(url, '\\') == NULL)
		return (oct_str){ n != 0 ? url : "", n };
	if ((p = md->api->scratch(md->job, 3 * n + 1)) == NULL)
		return (oct_str){ "", 0 };
	for (; *url != '\0'; url++)
		if (*url == '\\')
			len += (size_t)sprintf(p + len, "%%5C");
		else
			p[len++] = *url;
	return (oct_str){ p, len };
}

static const char *
or_empty(const char *s)
{
	return s != NULL ? s : "";
}

static oct_str
mailto(struct markdown *md, struct dom_str email)
{
	static const char scheme[] = "mailto:";
	size_t n = sizeof(scheme) - 1;
	char *p = md->api->scratch(md->job, n + email.n);

	if (p == NULL)
		return (oct_str){ "", 0 };
	memcpy(p, scheme, n);
	memcpy(p + n, email.p, email.n);
	return (oct_str){ p, n + email.n };
}

/* A link that no reader should follow, such as javascript:, leads nowhere: "#"
 * with nothing behind it, of which normalising leaves the words. */
static oct_node *
add_link(struct markdown *md, cmark_node *node, oct_node *into)
{
	const oct_api *api = md->api;
	const char *title = or_empty(cmark_node_get_title(node));
	oct_str url = url_of(md, node), href;
	struct dom_str email =
	    map_email_in(api, md->job, (struct dom_str){ url.p, url.n });
	oct_node *link;

	if (email.n != 0)
		url = mailto(md, email);
	href = api->resolve(md->job, url.p, url.n);
	if (href.n == 0)
		href = (oct_str){ "#", 1 };
	link = api->add(md->job, into, OCT_LINK);
	api->set_str(md->job, link, OCT_P_HREF, href.p, href.n);
	if (title[0] != '\0')
		oct_set(api, md->job, link, OCT_P_TITLE, title);
	return link;
}

/* Writes the address of a link for "[email protected]", if that is what it
 * shows. */
static bool
put_email(struct markdown *md, cmark_node *node, oct_node *link)
{
	oct_str url = url_of(md, node);
	struct dom_str email =
	    map_email_in(md->api, md->job, (struct dom_str){ url.p, url.n });
	bool stands_in = false;

	for (cmark_node *c = cmark_node_first_child(node);
	     email.n != 0 && c != NULL; c = cmark_node_next(c)) {
		if (cmark_node_get_type(c) != CMARK_NODE_TEXT)
			return false;
		stands_in |= strstr(or_empty(cmark_node_get_literal(c)),
				 "protected") != NULL;
	}
	if (stands_in)
		md->api->add_text(md->job, link, email.p, email.n);
	return stands_in;
}

/* CommonMark 6.4: the description of an image is its content as plain text.
 * It is gathered in a node that does not stay. */
static oct_str
gather_alt(struct markdown *md, cmark_node *image, oct_node *into)
{
	const oct_api *api = md->api;
	oct_node *holder = api->add(md->job, into, OCT_SPAN);
	cmark_iter *iter = cmark_iter_new(image);
	cmark_event_type event;
	oct_str alt;

	while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
		cmark_node *node = cmark_iter_get_node(iter);
		const char *s = NULL;

		if (event != CMARK_EVENT_ENTER)
			continue;
		switch (cmark_node_get_type(node)) {
		case CMARK_NODE_TEXT:
		case CMARK_NODE_CODE: s = cmark_node_get_literal(node); break;
		case CMARK_NODE_SOFTBREAK:
		case CMARK_NODE_LINEBREAK: s = " "; break;
		default: break;
		}
		if (s != NULL)
			api->add_text(md->job, holder, s, strlen(s));
	}
	cmark_iter_free(iter);
	alt = api->text_of(md->job, holder);
	api->drop(md->job, holder);
	return alt;
}

static void
add_image_link(struct markdown *md, oct_str url, oct_str alt, oct_node *into)
{
	const oct_api *api = md->api;
	oct_str href = api->resolve(md->job, url.p, url.n);
	oct_node *node =
	    api->add(md->job, into, href.n != 0 ? OCT_LINK : OCT_SPAN);

	if (href.n != 0)
		api->set_str(md->job, node, OCT_P_HREF, href.p, href.n);
	api->add_text(md->job, node, alt.p, alt.n);
}

/* An image without a place to get it from stands for its description. */
static void
add_image(struct markdown *md, cmark_node *node, oct_node *into)
{
	const oct_api *api = md->api;
	oct_str url = url_of(md, node);
	const char *title = or_empty(cmark_node_get_title(node));
	oct_str alt = gather_alt(md, node, into);
	oct_node *image;

	if (md->images == MAP_IMAGES_DROP)
		return;
	if (md->images == MAP_IMAGES_LINK || url.n == 0) {
		add_image_link(md, url, alt, into);
		return;
	}
	image = api->add(md->job, into, OCT_IMAGE);
	api->set_int(md->job, image, OCT_P_RESOURCE,
	    api->add_resource(md->job, url.p, url.n));
	api->set_str(md->job, image, OCT_P_ALT, alt.p, alt.n);
	if (title[0] != '\0')
		oct_set(api, md->job, image, OCT_P_TITLE, title);
}

/* libcmark-gfm numbers the notes that are referred to, and puts the number in
 * place of the label. */
static void
add_note_ref(struct markdown *md, cmark_node *node, oct_node *into)
{
	const oct_api *api = md->api;
	const char *label = or_empty(cmark_node_get_literal(node));
	oct_node *ref = api->add(md->job, into, OCT_NOTEREF);
	char id[32];

	snprintf(id, sizeof(id), "note-%s", label);
	oct_set(api, md->job, ref, OCT_P_REF, id);
	oct_set(api, md->job, ref, OCT_P_TEXT, label);
}

static void
add_code(struct markdown *md, cmark_node *node, oct_node *into)
{
	const char *s = or_empty(cmark_node_get_literal(node));

	md->api->add_text(
	    md->job, md->api->add(md->job, into, OCT_CODE), s, strlen(s));
}

/* Raw HTML does not get here: embed.c takes the blocks that hold it. */
struct inline_step
inline_enter(struct markdown *md, cmark_node *node, oct_node *into)
{
	const oct_api *api = md->api;
	oct_node *link;
	const char *s;

	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_TEXT:
		s = or_empty(cmark_node_get_literal(node));
		api->add_text(md->job, into, s, strlen(s));
		break;
	case CMARK_NODE_SOFTBREAK: api->add_text(md->job, into, "\n", 1); break;
	case CMARK_NODE_LINEBREAK: api->add(md->job, into, OCT_BR); break;
	case CMARK_NODE_CODE: add_code(md, node, into); break;
	case CMARK_NODE_EMPH: into = api->add(md->job, into, OCT_EM); break;
	case CMARK_NODE_STRONG:
		into = api->add(md->job, into, OCT_STRONG);
		break;
	case CMARK_NODE_LINK:
		link = add_link(md, node, into);
		if (put_email(md, node, link))
			return (struct inline_step){ into, true };
		into = link;
		break;
	case CMARK_NODE_IMAGE:
		add_image(md, node, into);
		return (struct inline_step){ into, true };
	default:
		if (dialect_extra(node) == EXTRA_STRIKETHROUGH)
			into = api->add(md->job, into, OCT_DEL);
		else if (dialect_extra(node) == EXTRA_NOTE_REF)
			add_note_ref(md, node, into);
	}
	return (struct inline_step){ into, false };
}
