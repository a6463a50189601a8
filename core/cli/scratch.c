#include "scratch.h"

#include "args.h"
#include "message.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum {
	BIG = 1 << 20, /* bytes; what is smaller is not worth a file */
	OFTEN = 16384
};

enum { FILELESS = -1, SMALL = -2 };

struct block {
	char *at;
	size_t bytes;
	off_t offset; /* in the file; or one of the above */
};

struct scratch {
	int file; /* or -1 */
	off_t end;
	struct block *blocks;
	size_t n;
};

struct scratch *
scratch_new(void)
{
	struct scratch *s = xcalloc(1, sizeof(*s));

	s->file = -1;
	return s;
}

static int
open_file(void)
{
	const char *folder = getenv("TMPDIR");

	return open(folder != NULL && *folder != '\0' ? folder : "/var/tmp",
	    O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
}

/* Makes the file that long.  A hole that the disk has no room for would end the
 * process once it is written to. */
static bool
has_room(struct scratch *s, size_t bytes)
{
	if (s->file < 0)
		s->file = open_file();
	return s->file >= 0 &&
	    posix_fallocate(s->file, s->end, (off_t)bytes) == 0;
}

static void
map(struct scratch *s, struct block *b)
{
	bool filed;

	b->bytes += (BIG - b->bytes % BIG) % BIG;
	filed = has_room(s, b->bytes);
	b->offset = filed ? s->end : FILELESS;
	b->at = mmap(NULL, b->bytes, PROT_READ | PROT_WRITE,
	    filed ? MAP_SHARED : MAP_PRIVATE | MAP_ANONYMOUS,
	    filed ? s->file : -1, filed ? s->end : 0);
	if (b->at == MAP_FAILED)
		die(EXIT_IO, "out of memory");
	madvise(b->at, b->bytes, MADV_DONTFORK);
	if (filed)
		s->end += (off_t)b->bytes;
}

static void
release(struct scratch *s, struct block *b)
{
	if (b->offset == SMALL)
		free(b->at);
	else
		munmap(b->at, b->bytes);
	if (b->offset >= 0)
		fallocate(s->file, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE,
		    b->offset, (off_t)b->bytes);
	*b = s->blocks[--s->n];
}

static struct block *
find(struct scratch *s, const char *at)
{
	struct block *b = s->blocks + s->n;

	while (b != s->blocks && (--b)->at != at)
		continue;
	return b;
}

void *
scratch_take(struct scratch *s, size_t n, size_t size)
{
	struct block b = { .bytes = n * size, .offset = SMALL };

	if (b.bytes < BIG)
		b.at = xcalloc(n + 1, size);
	else
		map(s, &b);
	s->blocks = xrealloc(s->blocks, (s->n + 1) * sizeof(*s->blocks));
	s->blocks[s->n++] = b;
	return b.at;
}

void
scratch_drop(struct scratch *s, void *at)
{
	if (at != NULL)
		release(s, find(s, at));
}

static void
let_go(const struct block *b)
{
	if (b->offset >= 0)
		madvise(b->at, b->bytes, MADV_DONTNEED);
}

/* Piece by piece, so that neither is in memory as a whole. */
static void
copy(const struct block *to, const struct block *from, size_t bytes)
{
	size_t n;

	for (size_t at = 0; at < bytes; at += n) {
		n = bytes - at < BIG ? bytes - at : BIG;
		memcpy(to->at + at, from->at + at, n);
		let_go(to);
		let_go(from);
	}
}

void *
scratch_grow(struct scratch *s, void *list, size_t n, size_t size)
{
	char *more;

	if (n == 0)
		return scratch_take(s, 1, size);
	if ((n & (n - 1)) != 0)
		return list;
	more = scratch_take(s, n * 2, size);
	copy(find(s, more), find(s, list), n * size);
	scratch_drop(s, list);
	return more;
}

void
scratch_rest(struct scratch *s, size_t number)
{
	if (number % OFTEN != OFTEN - 1)
		return;
	for (size_t i = 0; i < s->n; i++)
		let_go(&s->blocks[i]);
}

void
scratch_free(struct scratch *s)
{
	while (s->n != 0)
		release(s, &s->blocks[s->n - 1]);
	if (s->file >= 0)
		close(s->file);
	free(s->blocks);
	free(s);
}
