/*
 * memory.h -- what cmark allocates.
 *
 * cmark ends the process when its allocator gives it NULL, so ours never does:
 * it leaves cmark by longjmp(), back to memory_run().  All that cmark ever got
 * lies in chunks that are freed together; its own calls of free() do nothing.
 *
 * cmark passes no context to its allocator, so the memory of the document that
 * a thread is reading is held in a variable of that thread, the only mutable
 * one of these readers.
 */
#ifndef MEMORY_H
#define MEMORY_H

#include <octavo/plugin.h>
#include <stdbool.h>

#include "dialect.h"

/* Bytes that one document may take, well below the 1 GiB at which cmark's
 * buffers, whatever the allocator, end the process. */
#define MEMORY_LIMIT ((size_t)900 << 20)

/* The allocator to hand to cmark, within memory_run() alone. */
extern cmark_mem memory_cmark;

/* Calls work(arg).  OCT_OK when it came back; OCT_ENOMEM or OCT_ELIMIT when it
 * was left for lack of memory, in the middle of any call of cmark's: what it
 * held by other means than cmark's must be reachable through arg.  Frees all
 * that cmark allocated.  Does not nest. */
oct_status memory_run(void (*work)(void *), void *arg);

#endif
