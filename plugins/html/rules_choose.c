/* rules_choose.c -- which files of rules a page is read by. */
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "rules.h"

#define HOST_MAX 200

/* Of pages that say what made them; their hosts may be any. */
static const struct {
	const char *generator;
	const char *host;
} makers[] = {
	{ "blogger", "fingerprint.blogspot.com" },
	{ "wordpress", "fingerprint.wordpress.com" },
};

/* The host without "www." and port, in small letters; "" for what is none. */
static void
host_of(oct_str url, char host[HOST_MAX + 1])
{
	const char *p = strstr(url.p, "://"), *at;
	size_t n = 0;

	host[0] = '\0';
	if (p == NULL)
		return;
	p += 3;
	at = strpbrk(p, "@/?#");
	if (at != NULL && *at == '@')
		p = at + 1;
	if (strncasecmp(p, "www.", 4) == 0)
		p += 4;
	for (; n < HOST_MAX && *p != '\0' && strchr("/?#:", *p) == NULL; p++)
		host[n++] = (char)(*p >= 'A' && *p <= 'Z' ? *p | 0x20 : *p);
	/* what is no host could be a path */
	host[n] = '\0';
	if (host[0] == '.' ||
	    host[strspn(host, "abcdefghijklmnopqrstuvwxyz0123456789.-_")] !=
		'\0')
		host[0] = '\0';
}

/* The file of that name in the first folder that has one. */
static bool
take_file(struct rules *r, const char *host)
{
	const oct_api *api = r->api;
	char name[HOST_MAX + 8];
	oct_str path, bytes;

	snprintf(name, sizeof(name), "%s.txt", host);
	for (size_t i = 0; api->opt_nth(api->options(r->job), "rules", i).n > 0;
	     i++)
		if (api->opt_file(r->job, "rules", i, name, &path, &bytes))
			return rules_parse(r, path, bytes);
	return false;
}

/* Files that --rules names are meant, whatever the page. */
static void
take_named(struct rules *r)
{
	const oct_api *api = r->api;
	oct_str path, bytes;

	for (size_t i = 0; api->opt_nth(api->options(r->job), "rules", i).n > 0;
	     i++)
		if (api->opt_file(r->job, "rules", i, "", &path, &bytes))
			rules_parse(r, path, bytes);
}

/* example.org.txt for example.org and www.example.org; for news.example.org
 * news.example.org.txt, or else .example.org.txt. */
static void
take_host(struct rules *r, const char *host)
{
	const char *dot = host;

	if (*host == '\0' || take_file(r, host))
		return;
	while ((dot = strchr(dot + 1, '.')) != NULL &&
	    strchr(dot + 1, '.') != NULL)
		if (take_file(r, dot))
			return;
}

static void
take_maker(struct rules *r, const struct dom *d)
{
	for (uint32_t n = DOM_ROOT;
	     (n = dom_find(d, n, DOM_ROOT, DOM_META)) != 0;) {
		struct dom_str name = dom_attr(d, n, DOM_ATTR_NAME);
		struct dom_str value = dom_attr(d, n, DOM_ATTR_CONTENT);

		if (name.n != 9 || strncasecmp(name.p, "generator", 9) != 0)
			continue;
		for (size_t i = 0; i < sizeof(makers) / sizeof(makers[0]);
		     i++) {
			size_t len = strlen(makers[i].generator);

			if (value.p != NULL && value.n >= len &&
			    strncasecmp(value.p, makers[i].generator, len) == 0)
				take_file(r, makers[i].host);
		}
		return;
	}
}

struct rules *
rules_choose(const struct page *page, oct_str url)
{
	const oct_api *api = page->api;
	const oct_options *options = api->options(page->job);
	struct rules *r;
	char host[HOST_MAX + 1];

	if (api->opt_str(options, "rules").n == 0 || !OCT_HAS(api, opt_file) ||
	    (r = api->scratch(page->job, sizeof(*r))) == NULL)
		return NULL;
	r->api = api;
	r->job = page->job;
	r->trace = api->opt_int(options, "trace-rules") != 0;
	host_of(url, host);
	take_named(r);
	take_host(r, host);
	r->own_count = r->file_count;
	if (rules_flag(r, RULE_AUTODETECT_ON_FAILURE, true)) {
		take_maker(r, page->dom);
		take_file(r, "global");
	}
	if (r->file_count == 0)
		api->report(page->job, OCT_INFO, "rules.none", 0, 0,
		    host[0] != '\0'
			? "there are no rules for the page's host"
			: "the page's address is not known, so no rules are "
			  "chosen for its host; --base-url says it");
	return r->count != 0 ? r : NULL;
}
