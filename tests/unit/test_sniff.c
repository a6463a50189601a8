/* Images by their bytes; data: URLs. */
#include "dataurl.h"
#include "sniff.h"
#include "test.h"

#include <stdlib.h>

static const char *
type_of(const char *p, size_t n, struct image *i)
{
	return sniff_image((const uint8_t *)p, n, i) ? i->media_type : "none";
}
#define LITERAL(s) (s), sizeof(s) - 1

#define PNG_HEAD                                                          \
	"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\1\x40\0\0\0\xf0\x08\2\0\0\0" \
	"crc!"
#define PNG_END "\0\0\0\0IENDcrc!"

static void
test_bitmaps(void)
{
	struct image i;

	CHECK_STR(type_of(LITERAL(PNG_HEAD PNG_END), &i), "image/png");
	CHECK_INT(i.width, 320);
	CHECK_INT(i.height, 240);
	CHECK_INT(i.cut, 0);
	CHECK_STR(type_of(LITERAL(PNG_HEAD), &i), "image/png");
	CHECK_INT(i.cut, 1);
	/* a chunk that claims more bytes than there are */
	CHECK_STR(type_of(LITERAL(PNG_HEAD "\xff\xff\xff\xffIDATx"), &i),
	    "image/png");
	CHECK_INT(i.cut, 1);
	CHECK_STR(type_of(LITERAL("\xff\xd8\xff\xe0\0\4xx\xff\xc0\0\x0b\x08"
				  "\0\x10\0\x20\1\1\x11\0\xff\xda\0\2zz"
				  "\xff\xd9"),
		      &i),
	    "image/jpeg");
	CHECK_INT(i.width, 32);
	CHECK_INT(i.height, 16);
	CHECK_INT(i.cut, 0);
	CHECK_STR(
	    type_of(LITERAL("\xff\xd8\xff\xda\0\2zzzz"), &i), "image/jpeg");
	CHECK_INT(i.cut, 1);
	CHECK_STR(
	    type_of(LITERAL("\xff\xd8\xff\xe0\xff\xff"), &i), "image/jpeg");
	CHECK_INT(i.cut, 1);
	CHECK_STR(type_of(LITERAL("GIF89a\5\0\6\0\0\0\0,;"), &i), "image/gif");
	CHECK_INT(i.width * 10 + i.height, 56);
	CHECK_STR(type_of(LITERAL("RIFF\x16\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0"
				  "\x0f\0\0\x1f\0\0"),
		      &i),
	    "image/webp");
	CHECK_INT(i.width, 16);
	CHECK_INT(i.height, 32);
	CHECK_STR(type_of(LITERAL("II*\0\x08\0\0\0\1\0\0\1\3\0\1\0\0\0\x09\0"
				  "\0\0"),
		      &i),
	    "image/tiff");
	CHECK_INT(i.width, 9);
	CHECK_STR(type_of(LITERAL("<html>"), &i), "none");
	CHECK_STR(type_of("", 0, &i), "none");
}

static void
test_svg(void)
{
	struct image i;

	CHECK_STR(type_of(LITERAL("<?xml version='1.0'?><!-- <svg> -->\n"
				  "<svg width=\"64px\" height='32'/>"),
		      &i),
	    "image/svg+xml");
	CHECK_INT(i.width, 64);
	CHECK_INT(i.height, 32);
	CHECK_STR(
	    type_of(LITERAL("<svg viewBox='0 0 100 50' width='100%'>"), &i),
	    "image/svg+xml");
	CHECK_INT(i.width, 100);
	CHECK_INT(i.height, 50);
	CHECK_STR(type_of(LITERAL("<svg"), &i), "none");
	CHECK_STR(type_of(LITERAL("<svgx>"), &i), "none");
}

/* No prefix of an image may be read past its end: under ASan this proves it. */
static void
test_prefixes(void)
{
	static const char all[] = PNG_HEAD PNG_END;
	struct image i;

	for (size_t n = 0; n < sizeof(all); n++) {
		char *copy = n != 0 ? malloc(n) : NULL;

		if (copy != NULL)
			memcpy(copy, all, n);
		CHECK(n >= sizeof(all) - 1 ||
		    strcmp(type_of(copy, n, &i), "none") == 0 || i.cut);
		free(copy);
	}
}

static void
decodes(int line, const char *url, const char *want)
{
	struct buf b = { 0 };
	bool ok = dataurl_decode(url, strlen(url), &b);

	if (want == NULL)
		test_int(__FILE__, line, url, ok, 0);
	else
		test_mem(
		    __FILE__, line, url, b.p != NULL ? b.p : "", b.n, want);
	buf_free(&b);
}

static void
test_data(void)
{
	decodes(__LINE__, "data:text/plain;base64,SGVsbG8=", "Hello");
	decodes(__LINE__, "data:;base64,SGVs%62G8", "Hello");
	decodes(__LINE__, "DATA:;BASE64,SGVs\n bG8", "Hello");
	decodes(__LINE__, "data:image/svg+xml,%3Csvg/%3E%", "<svg/>%");
	decodes(__LINE__, "data:;base64,S*", NULL);
	decodes(__LINE__, "data:;base64,S", NULL);
	decodes(__LINE__, "data:x", NULL);
	decodes(__LINE__, "data:,", "");
}

int
main(void)
{
	test_bitmaps();
	test_svg();
	test_prefixes();
	test_data();
	return test_done();
}
