/*
 * test.h -- checks that print both values and go on; a test program ends with
 * return test_done();
 */
#ifndef TEST_H
#define TEST_H

#include <stdio.h>
#include <string.h>

static int test_passed, test_failed;

static inline int
test_note(int ok, const char *file, int line, const char *what)
{
	ok ? test_passed++ : test_failed++;
	if (!ok)
		printf("%s:%d: failed: %s\n", file, line, what);
	return ok;
}

static inline void
test_int(
    const char *file, int line, const char *what, long long got, long long want)
{
	if (!test_note(got == want, file, line, what))
		printf("\tgot  %lld\n\twant %lld\n", got, want);
}

static inline void
test_mem(const char *file, int line, const char *what, const char *got,
    size_t n, const char *want)
{
	int ok = got != NULL && n == strlen(want) && memcmp(got, want, n) == 0;

	if (!test_note(ok, file, line, what))
		printf("\tgot  \"%.*s\"\n\twant \"%s\"\n", got ? (int)n : 4,
		    got ? got : "NULL", want);
}

#define CHECK(cond) test_note(!!(cond), __FILE__, __LINE__, #cond)
#define CHECK_INT(got, want) \
	test_int(__FILE__, __LINE__, #got, (long long)(got), (long long)(want))
/* A C string. */
#define CHECK_STR(got, want)                                      \
	do {                                                      \
		const char *test_s = (got);                       \
		test_mem(__FILE__, __LINE__, #got, test_s,        \
		    test_s != NULL ? strlen(test_s) : 0, (want)); \
	} while (0)
/* A string of n bytes. */
#define CHECK_MEM(got, n, want) \
	test_mem(__FILE__, __LINE__, #got, (got), (n), (want))

static inline int
test_done(void)
{
	printf("%d passed, %d failed\n", test_passed, test_failed);
	return test_failed != 0 || test_passed == 0;
}

#endif
