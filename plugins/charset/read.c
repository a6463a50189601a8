/* read.c -- the decision, and its text. */
#include "charset.h"
#include "charset_private.h"

#include <octavo/sugar.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

const struct charset *
charset_bom(const uint8_t *p, size_t n, size_t *len)
{
	*len = 0;
	if (n >= 3 && memcmp(p, "\xef\xbb\xbf", 3) == 0) {
		*len = 3;
		return charset_find("utf-8", 5);
	}
	if (n >= 2 && p[0] == 0xfe && p[1] == 0xff) {
		*len = 2;
		return charset_find("utf-16be", 8);
	}
	if (n >= 2 && p[0] == 0xff && p[1] == 0xfe) {
		*len = 2;
		return charset_find("utf-16le", 8);
	}
	return NULL;
}

/* The charset parameter of a media type (RFC 9110, 8.3.1). */
static const struct charset *
media_type_charset(oct_str type)
{
	const char *p = type.p, *end = type.p + type.n;

	while ((p = memchr(p, ';', (size_t)(end - p))) != NULL) {
		for (p++; p < end && (*p == ' ' || *p == '\t'); p++)
			;
		if (end - p > 8 && strncasecmp(p, "charset=", 8) == 0) {
			p += 8;
			if (*p == '"')
				p++;
			return charset_find(p, strcspn(p, "\"; \t"));
		}
	}
	return NULL;
}

/* Steps 1 and 2 of the decision: what can't be doubted. */
static const struct charset *
told(const oct_api *api, oct_job *job, const oct_input *in,
    enum charset_origin *origin)
{
	const struct charset *c;
	char msg[200];

	*origin = CHARSET_BY_USER;
	if (in->charset.n > 0) {
		c = charset_find(in->charset.p, in->charset.n);
		if (c != NULL)
			return c;
		snprintf(msg, sizeof(msg),
		    "\"%.60s\" is no encoding that the WHATWG Encoding "
		    "standard knows",
		    in->charset.p);
		api->fail(job, OCT_EOPTION, "charset.unknown", msg);
		return NULL;
	}
	*origin = CHARSET_BY_MEDIA_TYPE;
	return media_type_charset(in->media_type);
}

/* Step 3: what the page declares, unless its bytes (`utf8`: valid, and not
 * all ASCII) show that it lies. */
static const struct charset *
declared(const oct_api *api, oct_job *job, const oct_input *in, bool utf8)
{
	const struct charset *c;

	c = charset_prescan(
	    in->data, in->len < CHARSET_WINDOW ? in->len : CHARSET_WINDOW);
	if (c == NULL || !utf8 || strcmp(c->name, "UTF-8") == 0)
		return c;
	oct_reportf(api, job, OCT_WARNING, "charset.lying", 0,
	    "the page says that it is %s, but it is UTF-8; read as UTF-8",
	    c->name);
	return NULL;
}

/* Steps 3 to 7.  `valid`: all bytes are UTF-8. */
static const struct charset *
found_in(const oct_api *api, oct_job *job, const oct_input *in, unsigned flags,
    bool valid, bool ascii, enum charset_origin *origin)
{
	const struct charset *c = NULL;

	*origin = CHARSET_BY_META;
	if (flags & CHARSET_HTML)
		c = declared(api, job, in, valid && !ascii);
	if (c == NULL && !valid && (flags & CHARSET_HTML))
		c = charset_prescan(in->data, in->len);
	if (c != NULL)
		return c;
	*origin = CHARSET_BY_VALIDITY;
	if (valid)
		return charset_find("utf-8", 5);
	*origin = CHARSET_BY_GUESS;
	if ((c = charset_guess(in->data, in->len)) != NULL)
		return c;
	*origin = CHARSET_BY_DEFAULT;
	return charset_find("windows-1252", 12);
}

/* Memory of the job for the text, then the text. */
static bool
decode(const oct_api *api, oct_job *job, const uint8_t *p, size_t n,
    struct charset_text *out)
{
	struct charset_sink sink = { 0 };

	if (!charset_decode(out->charset, p, n, &sink))
		return false;
	if ((sink.p = api->scratch(job, sink.n + 8)) == NULL)
		return true;
	sink.n = sink.replaced = 0;
	charset_decode(out->charset, p, n, &sink);
	out->p = sink.p;
	out->n = sink.n;
	out->replaced = sink.replaced;
	return true;
}

static void
mend_twice(const oct_api *api, oct_job *job, struct charset_text *out)
{
	const uint8_t *p = (const uint8_t *)out->p;
	struct charset_sink sink = { 0 };
	size_t mended = charset_mend_twice(p, out->n, &sink);

	if (mended == 0 || (sink.p = api->scratch(job, sink.n + 8)) == NULL)
		return;
	sink.n = 0;
	charset_mend_twice(p, out->n, &sink);
	out->p = sink.p;
	out->n = sink.n;
	oct_reportf(api, job, OCT_WARNING, "charset.twice", 0,
	    "%zu character%s been encoded twice, as UTF-8 that was taken for "
	    "Latin-1; %s put right, --input-encoding=utf-8 leaves %s",
	    mended, mended == 1 ? " has" : "s have",
	    mended == 1 ? "it was" : "they were", mended == 1 ? "it" : "them");
}

oct_status
charset_read(const oct_api *api, oct_job *job, const oct_input *in,
    unsigned flags, struct charset_text *out)
{
	char why[160];
	size_t bom, good;
	unsigned found;

	memset(out, 0, sizeof(*out));
	out->p = "";
	out->origin = CHARSET_BY_BOM;
	good = charset_utf8_prefix(in->data, in->len, &found);
	if ((out->charset = charset_bom(in->data, in->len, &bom)) == NULL)
		out->charset = told(api, job, in, &out->origin);
	if (api->status(job) != OCT_OK)
		return api->status(job);
	if (out->charset == NULL)
		out->charset = found_in(api, job, in, flags, good == in->len,
		    (found & CHARSET_BEYOND_ASCII) == 0, &out->origin);
	if (strcmp(out->charset->name, "UTF-8") == 0 && good == in->len) {
		out->p = (const char *)in->data + bom;
		out->n = in->len - bom;
		if ((found & CHARSET_TWICE) && out->origin != CHARSET_BY_USER)
			mend_twice(api, job, out);
	} else if (!decode(api, job, in->data + bom, in->len - bom, out)) {
		/* iconv_open() says EINVAL for want of memory, too: to read the
		 * bytes as something else might garble what is no matter of
		 * encodings */
		snprintf(why, sizeof(why),
		    "this system can't decode %s; the input was given up, "
		    "--input-encoding can name another encoding",
		    out->charset->name);
		api->fail(job, OCT_EUNSUPPORTED, "charset.unsupported", why);
	}
	if (out->replaced > 0)
		oct_reportf(api, job, OCT_WARNING, "charset.replaced", 0,
		    "%zu byte%s of the input %s not %s, the encoding that it "
		    "%s; U+FFFD stands in their place",
		    out->replaced, out->replaced == 1 ? "" : "s",
		    out->replaced == 1 ? "is" : "are", out->charset->name,
		    out->origin < CHARSET_BY_VALIDITY ? "is said to have"
						      : "seems to have");
	return api->status(job);
}
