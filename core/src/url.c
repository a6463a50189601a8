#include "url.h"

#include "job.h"
#include "settings.h"

#include <string.h>
#include <strings.h>

struct part {
	const char *p; /* NULL: absent */
	size_t n;
};

/* RFC 3986 3: scheme:[//authority]path[?query][#fragment] */
struct url {
	struct part scheme, authority, path, query, fragment;
};

static bool
is_alpha(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool
is_alnum(char c)
{
	return is_alpha(c) || (c >= '0' && c <= '9');
}

static bool
is_hex(char c)
{
	return c != '\0' && strchr("0123456789abcdefABCDEF", c) != NULL;
}

size_t
url_scheme(const char *s, size_t n)
{
	size_t i = 0;

	if (n == 0 || !is_alpha(s[0]))
		return 0;
	while (i < n && (is_alnum(s[i]) || strchr("+-.", s[i]) != NULL))
		i++;
	return i < n && s[i] == ':' ? i : 0;
}

static bool
scheme_is(struct part s, const char *const *list)
{
	for (; *list != NULL; list++)
		if (strlen(*list) == s.n && strncasecmp(s.p, *list, s.n) == 0)
			return true;
	return false;
}

/* WHATWG URL 3.1 "special schemes", those that a reader may follow. */
static bool
is_special(struct part scheme)
{
	static const char *const list[] = { "http", "https", "ftp", NULL };

	return scheme.p == NULL || scheme_is(scheme, list);
}

static bool
is_refused(struct part scheme)
{
	static const char *const list[] = { "javascript", "vbscript", "data",
		"file", "blob", "about", "filesystem", "view-source", NULL };

	return scheme_is(scheme, list);
}

/* --- taking apart --------------------------------------------------------- */

/* Without white space around it and without tabs and newlines in it; with
 * slashes for the backslashes before the query. */
static void
tidy(const char *s, size_t n, struct buf *out)
{
	bool special, tail = false;
	size_t scheme, from = 0;

	while (n != 0 && (unsigned char)s[0] <= ' ') {
		s++;
		n--;
	}
	while (n != 0 && (unsigned char)s[n - 1] <= ' ')
		n--;
	scheme = url_scheme(s, n);
	special = is_special((struct part){ scheme != 0 ? s : NULL, scheme });
	for (size_t i = 0; i < n; i++) {
		bool slash = s[i] == '\\' && special && !tail;

		tail |= s[i] == '?' || s[i] == '#';
		if (!slash && s[i] != '\t' && s[i] != '\n' && s[i] != '\r')
			continue;
		buf_put(out, s + from, i - from);
		from = i + 1;
		if (slash)
			buf_put(out, "/", 1);
	}
	buf_put(out, s + from, n - from);
}

/* Up to one of three characters, of which some may be the same. */
static struct part
take(const char **p, const char *end, const char stops[3])
{
	const char a = stops[0], b = stops[1], c = stops[2];
	struct part t = { *p, 0 };

	while (*p < end && **p != a && **p != b && **p != c)
		(*p)++;
	t.n = (size_t)(*p - t.p);
	return t;
}

static struct url
split(const char *p, size_t n)
{
	const char *end = p + n;
	struct url u = { { NULL, 0 } };
	size_t scheme = url_scheme(p, n);

	if (scheme != 0) {
		u.scheme = (struct part){ p, scheme };
		p += scheme + 1;
	}
	if (scheme != 0 && is_special(u.scheme)) {
		/* WHATWG: any number of slashes begins the authority. */
		while (p < end && *p == '/')
			p++;
		u.authority = take(&p, end, "/?#");
	} else if (end - p >= 2 && p[0] == '/' && p[1] == '/') {
		p += 2;
		u.authority = take(&p, end, "/?#");
	}
	u.path = take(&p, end, "??#");
	if (p < end && *p == '?') {
		p++;
		u.query = take(&p, end, "###");
	}
	if (p < end)
		u.fragment = (struct part){ p + 1, (size_t)(end - p - 1) };
	return u;
}

/* --- putting together ----------------------------------------------------- */

/* Percent-encodes what RFC 3986 allows in no path, query or fragment, and a
 * '%' that encodes nothing. */
static void
put_encoded(struct buf *out, struct part t, const char *more)
{
	static const char plain[] = "-._~!$&'()*+,;=:@/";
	size_t from = 0;

	for (size_t i = 0; i < t.n; i++) {
		char c = t.p[i];
		bool ok = is_alnum(c) ||
		    (c != '\0' && (strchr(plain, c) || strchr(more, c)));

		if (c == '%')
			ok = i + 2 < t.n && is_hex(t.p[i + 1]) &&
			    is_hex(t.p[i + 2]);
		if (ok)
			continue;
		buf_put(out, t.p + from, i - from);
		buf_putf(out, "%%%02X", (unsigned char)c);
		from = i + 1;
	}
	if (from < t.n)
		buf_put(out, t.p + from, t.n - from);
}

/* WHATWG URL 3.5: what no host may contain. */
static bool
is_host(struct part a)
{
	if (a.p == NULL || a.n == 0)
		return false;
	for (size_t i = 0; i < a.n; i++)
		if ((unsigned char)a.p[i] <= ' ' ||
		    strchr("<>^|`{}\"\\", a.p[i]) != NULL)
			return false;
	return true;
}

static void
put_lower(struct buf *out, struct part t)
{
	size_t from = 0;
	char c;

	for (size_t i = 0; i < t.n; i++) {
		c = t.p[i];
		if ((c < 'A' || c > 'Z') && (unsigned char)c < 0x80)
			continue;
		buf_put(out, t.p + from, i - from);
		from = i + 1;
		c = (char)(c | 0x20);
		if ((unsigned char)c < 0x80)
			buf_put(out, &c, 1);
		else /* RFC 3986 3.2.2: reg-name */
			buf_putf(out, "%%%02X", (unsigned char)t.p[i]);
	}
	if (from < t.n)
		buf_put(out, t.p + from, t.n - from);
}

/* "user@Host:80": only the host is lower case. */
static void
put_authority(struct buf *out, struct part a)
{
	const char *at = a.p != NULL ? memrchr(a.p, '@', a.n) : NULL;

	if (at != NULL) {
		put_encoded(out, (struct part){ a.p, (size_t)(at - a.p) }, "");
		buf_puts(out, "@");
		a.n -= (size_t)(at + 1 - a.p);
		a.p = at + 1;
	}
	put_lower(out, a);
}

/* RFC 3986 5.2.4, from `start` of the buffer to its end. */
static void
remove_dots(struct buf *b, size_t start)
{
	char *in, *end, *out, *next;
	size_t n;

	if (b->status != OCT_OK)
		return;
	in = out = b->p + start;
	end = b->p + b->n;
	while (in < end) {
		next = memchr(in + 1, '/', (size_t)(end - in - 1));
		n = (size_t)((next != NULL ? next : end) - in);
		if ((n == 2 && memcmp(in, "/.", 2) == 0) ||
		    (n == 3 && memcmp(in, "/..", 3) == 0)) {
			if (n == 3)
				while (out > b->p + start && *--out != '/')
					;
			if (next == NULL)
				*out++ = '/';
		} else {
			memmove(out, in, n);
			out += n;
		}
		in += n;
	}
	b->n = (size_t)(out - b->p);
	*out = '\0';
}

/* The path of `ref` against that of `base`: RFC 3986 5.2.2 and 5.2.3. */
static void
put_path(struct buf *out, const struct url *base, struct part path)
{
	const char *slash;
	size_t start = out->n;

	if (path.n == 0 || path.p[0] != '/') {
		slash = memrchr(base->path.p, '/', base->path.n);
		if (path.n == 0)
			path = base->path;
		else if (slash != NULL)
			put_encoded(out,
			    (struct part){ base->path.p,
				(size_t)(slash + 1 - base->path.p) },
			    "");
		if (out->n == start && (path.n == 0 || path.p[0] != '/'))
			buf_puts(out, "/");
	}
	put_encoded(out, path, "");
	remove_dots(out, start);
}

static void
put_tail(struct buf *out, struct part query, struct part fragment)
{
	if (query.p != NULL) {
		buf_puts(out, "?");
		put_encoded(out, query, "?");
	}
	if (fragment.p != NULL) {
		buf_puts(out, "#");
		put_encoded(out, fragment, "?");
	}
}

/* A URL whose scheme has a hierarchy; `u` may be relative to `base`. */
static bool
put_hierarchical(struct buf *out, const struct url *base, const struct url *u)
{
	const struct url none = { .path = { "", 0 } };
	struct part scheme = u->scheme.p != NULL ? u->scheme : base->scheme;
	struct part authority =
	    u->authority.p != NULL ? u->authority : base->authority;
	bool own = u->authority.p != NULL;

	if (scheme.p == NULL)
		scheme = (struct part){ "https", 5 };
	if (!is_host(authority))
		return false;
	put_lower(out, scheme);
	buf_puts(out, "://");
	put_authority(out, authority);
	put_path(out, own ? &none : base, u->path);
	put_tail(out,
	    !own && u->path.n == 0 && u->query.p == NULL ? base->query
							 : u->query,
	    u->fragment);
	return true;
}

static bool
join(const struct url *base, const struct url *u, struct buf *out)
{
	bool relative = u->scheme.p == NULL && u->authority.p == NULL;

	if (u->scheme.p != NULL && is_refused(u->scheme))
		return false;
	if (u->scheme.p != NULL && !is_special(u->scheme)) {
		put_lower(out, u->scheme);
		buf_puts(out, u->authority.p != NULL ? "://" : ":");
		if (u->authority.p != NULL)
			put_encoded(out, u->authority, "[]");
		put_encoded(out, u->path, "");
		put_tail(out, u->query, u->fragment);
		return u->path.n != 0 || u->authority.n != 0;
	}
	if (!relative || base->authority.p != NULL)
		return put_hierarchical(out, base, u);
	put_encoded(out, u->path, "");
	put_tail(out, u->query, u->fragment);
	return u->path.n != 0 || u->query.p != NULL;
}

bool
url_join(const char *base, const char *ref, size_t n, struct buf *out)
{
	struct buf text = { 0 };
	struct url b = split(base, strlen(base)), u;
	bool ok = false;

	tidy(ref, n, &text);
	if (text.status != OCT_OK) {
		out->status = text.status;
	} else if (text.n > 1 && text.p[0] == '#') {
		buf_put(out, text.p, text.n);
		ok = true;
	} else if (text.n != 0) {
		if (b.scheme.p == NULL || !is_special(b.scheme))
			b = (struct url){ .path = { "", 0 } };
		u = split(text.p, text.n);
		ok = join(&b, &u, out);
	}
	buf_free(&text);
	return ok && out->status == OCT_OK;
}

/* --- the job's base ------------------------------------------------------- */

static oct_str
keep(oct_job *j, struct buf *b, bool ok)
{
	oct_str s = { "", 0 };
	char *p;

	if (b->status != OCT_OK)
		job_fail(j, OCT_ENOMEM, "limit.memory", "out of memory");
	else if (ok && (p = arena_copy(&j->arena, b->p, b->n)) != NULL)
		s = (oct_str){ p, b->n };
	buf_free(b);
	return s;
}

oct_str
url_resolve(oct_job *j, const char *url, size_t n)
{
	struct buf b = { 0 };
	bool ok = url_join(j->settings->base, url, n, &b);

	return keep(j, &b, ok);
}

void
url_set_base(oct_job *j, const char *url, size_t n)
{
	struct job_settings *set = j->settings;
	oct_str s;
	size_t scheme;

	if (n == 0) {
		url = set->base_url != NULL ? set->base_url : "";
		n = strlen(url);
		set->base = "";
	}
	s = url_resolve(j, url, n);
	scheme = url_scheme(s.p, s.n);
	if (scheme != 0 && is_special((struct part){ s.p, scheme }))
		set->base = s.p;
}
