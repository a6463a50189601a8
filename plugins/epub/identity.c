/*
 * What tells a book from others: a name made from what it is (RFC 9562, UUID
 * version 5), and a date that is never the clock's.
 */
#include "epub.h"

#include <nettle/sha1.h>
#include <stdlib.h>

/* RFC 9562, 6.6: the name space of URLs. */
static const uint8_t url_space[16] = { 0x6b, 0xa7, 0xb8, 0x11, 0x9d, 0xad, 0x11,
	0xd1, 0x80, 0xb4, 0x00, 0xc0, 0x4f, 0xd4, 0x30, 0xc8 };

static oct_str
uuid5(struct book *b, oct_str name)
{
	uint8_t d[SHA1_DIGEST_SIZE];
	char hex[33];
	struct sha1_ctx sha;

	sha1_init(&sha);
	sha1_update(&sha, sizeof(url_space), url_space);
	sha1_update(&sha, name.n, (const uint8_t *)name.p);
	sha1_digest(&sha, sizeof(d), d);
	d[6] = (uint8_t)((d[6] & 0x0f) | 0x50);
	d[8] = (uint8_t)((d[8] & 0x3f) | 0x80);
	for (size_t i = 0; i < 16; i++)
		snprintf(hex + 2 * i, 3, "%02x", d[i]);
	return out_strf(b->api, b->job, "urn:uuid:%.8s-%.4s-%.4s-%.4s-%.12s",
	    hex, hex + 8, hex + 12, hex + 16, hex + 20);
}

/* The book's contents as a name, for what has no address. */
static oct_str
contents_name(struct book *b)
{
	uint8_t d[SHA1_DIGEST_SIZE];
	char hex[2 * SHA1_DIGEST_SIZE + 1];
	struct sha1_ctx sha;

	sha1_init(&sha);
	for (const struct file *f = b->files; f != NULL; f = f->next) {
		sha1_update(&sha, f->name.n + 1, (const uint8_t *)f->name.p);
		sha1_update(&sha, f->size, f->data);
	}
	sha1_digest(&sha, sizeof(d), d);
	for (size_t i = 0; i < sizeof(d); i++)
		snprintf(hex + 2 * i, 3, "%02x", d[i]);
	return out_strf(b->api, b->job, "urn:sha1:%s", hex);
}

static int
url_compare(const void *a, const void *b)
{
	const oct_str *x = a, *y = b;

	return strcmp(x->p, y->p);
}

oct_str
identity_uuid(struct book *b)
{
	struct out name = { b->api, b->job, NULL, 0, 0 };
	oct_str given = book_field(b, b->api->book(b->job), OCT_M_IDENTIFIER);
	oct_str *urls = b->api->scratch(b->job, b->n_articles * sizeof(*urls));

	if (given.n > 0) /* an ISBN: whatever is in it, it is that book */
		return uuid5(b, given);
	if (urls == NULL)
		return str_of("");
	for (size_t i = 0; i < b->n_articles; i++) {
		urls[i] = b->articles[i].url;
		if (urls[i].n == 0)
			return uuid5(b, contents_name(b));
	}
	qsort(urls, b->n_articles, sizeof(*urls), url_compare);
	for (size_t i = 0; i < b->n_articles; i++) {
		out_puts(&name, i > 0 ? "\n" : "");
		out_put(&name, urls[i].p, urls[i].n);
	}
	return uuid5(b, out_keep(&name));
}

/* --- dates ------------------------------------------------------------------
 */

/* The civil date of seconds since 1970: value_seconds() the other way round. */
static oct_str
format_utc(struct book *b, int64_t t)
{
	int64_t days = t / 86400 + 719468, seconds = t % 86400;
	int64_t era = days / 146097, of_era = days % 146097;
	int64_t year =
	    (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
	int64_t of_year = of_era - (365 * year + year / 4 - year / 100);
	int64_t m = (5 * of_year + 2) / 153;

	return out_strf(b->api, b->job, "%04d-%02d-%02dT%02d:%02d:%02dZ",
	    (int)(year + era * 400 + (m >= 10)), (int)(m < 10 ? m + 3 : m - 9),
	    (int)(of_year - (153 * m + 2) / 5 + 1), (int)(seconds / 3600),
	    (int)(seconds / 60 % 60), (int)(seconds % 60));
}

/* The latest date that an article says of itself: when it was changed, else
 * published, else captured. */
static int64_t
latest(struct book *b)
{
	int64_t t = -1;

	for (size_t i = 0; i < b->n_articles; i++) {
		const oct_node *a = b->articles[i].node;
		int64_t u = value_seconds(book_field(b, a, OCT_M_MODIFIED));

		if (u < 0)
			u = value_seconds(book_field(b, a, OCT_M_PUBLISHED));
		if (u < 0)
			u = value_seconds(b->api->get_str(
			    b->api->field(a, OCT_M_SOURCE), OCT_P_CAPTURED));
		if (u > t)
			t = u;
	}
	return t;
}

oct_str
identity_modified(struct book *b)
{
	const char *epoch = getenv("SOURCE_DATE_EPOCH");
	int64_t t = latest(b);

	if (t < 0 && epoch != NULL && strspn(epoch, "0123456789") > 0)
		t = strtoll(epoch, NULL, 10);
	if (t < 0 || t > INT64_C(253402300799)) /* 9999-12-31 */
		t = INT64_C(315532800); /* 1980, where zip begins */
	return format_utc(b, t);
}

oct_str
identity_date(struct book *b, oct_str iso)
{
	size_t n = strcspn(iso.p, "T ");
	struct value_time t;

	if (!value_time(iso, &t))
		return str_of("");
	return out_strf(b->api, b->job, "%.*s", (int)n, iso.p);
}
