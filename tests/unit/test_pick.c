/* Which reader an input gets, by bytes, name and media type. */
#include "pick.h"
#include "test.h"

#include <stdlib.h>

static oct_status
no_read(void *inst, const oct_api *a, oct_job *j, const oct_input *in)
{
	(void)inst, (void)a, (void)j, (void)in;
	return OCT_OK;
}

/* How sure each is, set by the tests; -2 must not be asked. */
static int32_t bids[3];
static int asked[3];

#define BID(n)                                              \
	static int32_t bid##n(const uint8_t *p, size_t len) \
	{                                                   \
		(void)p;                                    \
		CHECK(len <= PICK_HEAD);                    \
		asked[n]++;                                 \
		return bids[n];                             \
	}
BID(0)
BID(1)
BID(2)

#define FORMAT(n, called, ext, type, ...)                                   \
	static const oct_format format##n = { .struct_size =                \
						  sizeof(oct_format),       \
		.name = called,                                             \
		.summary = "a format",                                      \
		.roles = OCT_READS,                                         \
		.extensions = (const char *const[]){ ext, NULL },           \
		.media_types = (const char *const[]){ type, NULL },         \
		.bid = bid##n,                                              \
		.read = no_read,                                            \
		__VA_ARGS__ };                                              \
	static const oct_plugin plugin##n = {                               \
		.abi_major = OCT_ABI_MAJOR,                                 \
		.struct_size = sizeof(oct_plugin),                          \
		.id = "org.example." called,                                \
		.version = "1",                                             \
		.licence = "MIT",                                           \
		.formats = (const oct_format *const[]){ &format##n, NULL }, \
	};
FORMAT(0, "alpha", "a", "text/a", .signatures = NULL)
FORMAT(1, "beta", "b", "text/b",
    .signatures = ((const char *const[]){ "<Beta", NULL }))
FORMAT(2, "gamma", "tar.gz", "text/c", .signatures = NULL)

static struct registry r;

static void
never_refused(void *ctx, const struct format *f, const char *why)
{
	(void)ctx;
	printf("%s refused: %s\n", f->f.name, why);
	test_failed++;
}

static const char *
pick(int b0, int b1, int b2, const char *data, const char *name,
    const char *type)
{
	const struct format *f;

	bids[0] = b0;
	bids[1] = b1;
	bids[2] = b2;
	memset(asked, 0, sizeof(asked));
	f = pick_reader(&r, (const uint8_t *)data, strlen(data), name, type,
	    NULL, never_refused, NULL);
	return f != NULL ? f->f.name : "none";
}

static void
test_scores(void)
{
	CHECK_STR(pick(5, -1, 4, "x", "", ""), "alpha");
	CHECK_STR(pick(5, -1, 6, "x", "", ""), "gamma");
	/* of equals the lesser name */
	CHECK_STR(pick(5, -1, 5, "x", "", ""), "alpha");
	/* 10 for the name, 20 for the media type */
	CHECK_STR(pick(5, -1, 14, "x", "dir/x.a", ""), "alpha");
	CHECK_STR(pick(5, -1, 16, "x", "dir/x.a", ""), "gamma");
	CHECK_STR(
	    pick(15, -1, 0, "x", "x.a", "Text/C; charset=utf-8"), "alpha");
	CHECK_STR(pick(9, -1, 0, "x", "x.a", "text/c"), "gamma");
	/* "could be" is not enough, "never" is final */
	CHECK_STR(pick(0, 0, 0, "x", "", ""), "none");
	CHECK_STR(pick(0, 0, 0, "x", "x.a", ""), "alpha");
	CHECK_STR(pick(-1, -1, -1, "x", "x.a", "text/a"), "none");
}

/* Asked only where it may matter. */
static void
test_signatures(void)
{
	pick(0, 9, 0, "no such thing", "x.c", "text/x");
	CHECK_INT(asked[1], 0);
	CHECK_INT(asked[0], 1);
	CHECK_STR(pick(0, 9, 0, "see <bEtA here", "", ""), "beta");
	CHECK_STR(pick(0, 9, 0, "nothing", "x.B", ""), "beta");
	CHECK_STR(pick(0, 9, 0, "nothing", "", "text/b"), "beta");
	CHECK_INT(asked[1], 1);
}

/* Nor where one that the name speaks for is surer than they can be. */
static void
test_sure(void)
{
	CHECK_STR(pick(99, 9, 91, "<beta", "x.tar.gz", ""), "gamma");
	CHECK_INT(asked[0], 0);
	CHECK_INT(asked[1], 0);
	CHECK_STR(pick(100, 9, 90, "<beta", "x.tar.gz", ""), "alpha");
	CHECK_INT(asked[0], 1);
	CHECK_STR(pick(99, 9, 90, "x", "x.tar.gz", ""), "gamma");
	CHECK_STR(pick(100, 9, 90, "x", "x.tar.gz", "text/c"), "gamma");
}

static void
test_names(void)
{
	const struct format *f = pick_by_name(&r, "x.tar.gz", OCT_READS);

	CHECK(f != NULL);
	CHECK_STR(f->f.name, "gamma");
	CHECK(pick_by_name(&r, "x.gz", OCT_READS) == NULL);
	CHECK(pick_by_name(&r, "dir.a/x", OCT_READS) == NULL);
	CHECK(pick_by_name(&r, "dir/.a", OCT_READS) == NULL);
	CHECK(pick_by_name(&r, "a", OCT_READS) == NULL);
	CHECK(pick_by_name(&r, "x.a", OCT_WRITES) == NULL);
}

/* No more of an input is shown than the head. */
static void
test_head(void)
{
	size_t n = PICK_HEAD + 100;
	char *big = malloc(n + 1);

	memset(big, 'x', n);
	strcpy(big + PICK_HEAD - 3, "<beta");
	CHECK_STR(pick(1, 9, 0, big, "", ""), "alpha");
	CHECK_INT(asked[1], 0);
	free(big);
}

int
main(void)
{
	CHECK(registry_init(&r));
	CHECK_INT(registry_add_builtin(&r, &plugin2), OCT_OK);
	CHECK_INT(registry_add_builtin(&r, &plugin0), OCT_OK);
	CHECK_INT(registry_add_builtin(&r, &plugin1), OCT_OK);
	test_scores();
	test_signatures();
	test_sure();
	test_names();
	test_head();
	registry_free(&r);
	return test_done();
}
