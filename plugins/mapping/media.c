/* media.c: films, sounds, frames of other sites; inline drawings. */
#include <string.h>

#include "map.h"

static struct dom_str
first_of(const struct dom *d, uint32_t n, const uint32_t *names)
{
	struct dom_str s = { 0 };

	for (; *names != 0; names++) {
		s = map_trim(dom_attr(d, n, *names));
		if (s.n != 0 && !map_is_nocase(s, "about:blank"))
			return s;
	}
	return (struct dom_str){ 0 };
}

static struct dom_str
address_of(const struct map *m, uint32_t n, struct dom_str *type)
{
	static const uint32_t names[] = { DOM_ATTR_SRC, DOM_ATTR_DATA_SRC,
		DOM_ATTR_DATA_LAZY_SRC, DOM_ATTR_DATA, 0 };
	const struct dom *d = m->dom;
	struct dom_str s = first_of(d, n, names);

	*type = dom_attr(d, n, DOM_ATTR_TYPE);
	if (s.n != 0)
		return s;
	for (uint32_t c = dom_first(d, n); c != 0 && s.n == 0;
	     c = dom_next(d, c)) {
		struct dom_str name = dom_attr(d, c, DOM_ATTR_NAME);

		if (dom_is(d, c, DOM_SOURCE)) {
			s = first_of(d, c, names);
			*type = dom_attr(d, c, DOM_ATTR_TYPE);
		} else if (dom_is(d, c, DOM_PARAM) &&
		    (map_is_nocase(name, "movie") ||
			map_is_nocase(name, "src"))) {
			s = map_trim(dom_attr(d, c, DOM_ATTR_VALUE));
		}
	}
	return s;
}

static bool
is_host(oct_str url, const char *host)
{
	return map_has_word((struct dom_str){ url.p, url.n }, host);
}

static const char *
role_of(const struct map *m, uint32_t n, oct_str url)
{
	static const char *const video[] = { "youtube", "youtu.be", "vimeo",
		"dailymotion", "brightcove", "jwplayer", "wistia", "ted.com",
		"/video" };
	static const char *const audio[] = { "soundcloud", "spotify", "podcast",
		"megaphone.fm", "bandcamp", "simplecast" };

	switch (dom_name(m->dom, n)) {
	case DOM_VIDEO:
	case DOM_AMP_VIDEO:
	case DOM_AMP_YOUTUBE:
	case DOM_LITE_YOUTUBE: return OCT_ROLE_VIDEO;
	case DOM_AUDIO: return OCT_ROLE_AUDIO;
	default: break;
	}
	for (size_t i = 0; i < sizeof(audio) / sizeof(audio[0]); i++)
		if (is_host(url, audio[i]))
			return OCT_ROLE_AUDIO;
	for (size_t i = 0; i < sizeof(video) / sizeof(video[0]); i++)
		if (is_host(url, video[i]))
			return OCT_ROLE_VIDEO;
	return OCT_ROLE_EMBED;
}

/* Frames that show a reader nothing: counters, advertisements, buttons. */
static bool
is_noise(const struct map *m, uint32_t n, oct_str url)
{
	static const char *const hosts[] = { "googletagmanager", "doubleclick",
		"googlesyndication", "facebook.com/plugins/like",
		"platform.twitter.com/widgets", "amazon-adsystem", "recaptcha",
		"/ads/" };

	for (size_t i = 0; i < sizeof(hosts) / sizeof(hosts[0]); i++)
		if (is_host(url, hosts[i]))
			return true;
	return map_to_int(dom_attr(m->dom, n, DOM_ATTR_WIDTH), 99) <= 1 &&
	    map_to_int(dom_attr(m->dom, n, DOM_ATTR_HEIGHT), 99) <= 1;
}

/* The page of a film whose player this is the address of. */
static void
put_page(struct map *m, oct_str url)
{
	static const struct {
		const char *player, *page;
	} pages[] = {
		{ "youtube-nocookie.com/embed/",
		    "https://www.youtube.com/watch?v=" },
		{ "youtube.com/embed/", "https://www.youtube.com/watch?v=" },
		{ "player.vimeo.com/video/", "https://vimeo.com/" },
	};

	m->buf_len = 0;
	for (size_t i = 0; i < sizeof(pages) / sizeof(pages[0]); i++) {
		const char *at = strstr(url.p, pages[i].player);
		const char *id = at != NULL ? at + strlen(pages[i].player) : "";

		if (*id == '\0' || strncmp(id, "videoseries", 11) == 0)
			continue;
		map_buf_puts(m, pages[i].page);
		map_buf_add(m, id, strcspn(id, "?&#/\""));
		return;
	}
	map_buf_add(m, url.p, url.n);
}

static void
put_video_id(struct map *m, struct dom_str id)
{
	m->buf_len = 0;
	map_buf_puts(m, "https://www.youtube.com/watch?v=");
	map_buf_add(m, id.p, id.n);
}

static void
set_poster(struct map *m, uint32_t n, oct_node *media)
{
	struct dom_str poster = map_trim(dom_attr(m->dom, n, DOM_ATTR_POSTER));
	uint32_t id;

	if (poster.n == 0 || m->source.images != MAP_IMAGES_EMBED)
		return;
	id = m->api->add_resource(m->job, poster.p, poster.n);
	if (id != 0)
		m->api->set_int(m->job, media, OCT_P_RESOURCE, id);
}

static bool
has_address(struct map *m, uint32_t n, struct dom_str *type, oct_str *url)
{
	struct dom_str s = address_of(m, n, type);
	struct dom_str id = dom_attr(m->dom, n, DOM_ATTR_DATA_VIDEOID);

	if (id.n == 0)
		id = dom_attr(m->dom, n, DOM_ATTR_VIDEOID);
	if (s.n == 0 && id.n == 0)
		return false;
	if (s.n == 0) {
		put_video_id(m, id);
		s = (struct dom_str){ m->buf, m->buf_len };
	}
	*url = m->api->resolve(m->job, s.p, s.n);
	return url->n != 0;
}

/* Is what stands in it for readers who can't see it worth reading?  Of films
 * and sounds it says that they can't, or links to them. */
static bool
has_substitute(const struct map *m, uint32_t n)
{
	switch (dom_name(m->dom, n)) {
	case DOM_IFRAME: return false;
	case DOM_VIDEO:
	case DOM_AUDIO: return map_flags_of(m, n) & HAS_LINK;
	default: return true;
	}
}

bool
map_enter_media(
    struct map *m, uint32_t n, const struct look *look, uint32_t kind)
{
	struct dom_str type, title;
	const char *role;
	oct_node *media;
	oct_str url;

	(void)kind;
	if (dom_is(m->dom, n, DOM_OBJECT) && map_flags_of(m, n) & HAS_IMAGE)
		return true;
	if (!has_address(m, n, &type, &url))
		return has_substitute(m, n);
	if (is_noise(m, n, url))
		return false;
	if (type.n > 6 &&
	    map_is_nocase((struct dom_str){ type.p, 6 }, "image/"))
		return map_enter_image(m, n, look, 0);
	role = role_of(m, n, url);
	media = map_out_block(m, n, OCT_MEDIA);
	map_out_set(
	    m, media, OCT_P_ROLE, (struct dom_str){ role, strlen(role) });
	put_page(m, url);
	m->api->set_str(m->job, media, OCT_P_HREF, m->buf, m->buf_len);
	title = map_trim(dom_attr(m->dom, n, DOM_ATTR_TITLE));
	if (title.n == 0)
		title = map_trim(dom_attr(m->dom, n, DOM_ATTR_ARIA_LABEL));
	if (title.n != 0)
		map_out_set(m, media, OCT_P_TITLE, title);
	if (type.n != 0 && memchr(type.p, '/', type.n) != NULL)
		map_out_set(m, media, OCT_P_MEDIA_TYPE, type);
	set_poster(m, n, media);
	return false;
}

/* Of an inline drawing the words that describe it; icons say nothing new. */
bool
map_enter_svg(struct map *m, uint32_t n, const struct look *look, uint32_t kind)
{
	const struct dom *d = m->dom;

	(void)kind;
	if (!dom_str_is(look->role, "img") || map_inline_has(m, OCT_LINK) ||
	    dom_str_is(dom_attr(d, n, DOM_ATTR_ARIA_HIDDEN), "true"))
		return false;
	for (uint32_t c = dom_first(d, n); c != 0; c = dom_next(d, c)) {
		uint32_t name = dom_local_name(d, c);
		struct dom_str words;

		if (!dom_is_element(d, c) ||
		    (name != DOM_TITLE && name != DOM_DESC))
			continue;
		map_out_space(m, c);
		words = map_trim(dom_text(d, dom_first(d, c)));
		map_say(m, dom_first(d, c));
		if (words.n != 0)
			map_out_text(m, c, words);
		map_out_space(m, c);
	}
	return false;
}
