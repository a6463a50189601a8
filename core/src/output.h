/*
 * output.h -- the file that an output ends in: whole or not at all.
 *
 * It is written under a name of its own in the same folder, synced and renamed.
 * That name, .octavo-*.tmp, belongs to the process that holds a lock on it:
 * output_sweep() removes what processes that were killed have left.
 */
#ifndef OUTPUT_H
#define OUTPUT_H

#include <stdbool.h>
#include <stddef.h>

struct output {
	int fd; /* to be written to */
	char *target; /* links followed */
	char *temp; /* NULL: a device or a pipe, that is written straight */
};

/* Begins to write `file`, with the mode of what is there.  False with errno. */
bool output_begin(struct output *, const char *file);

/* Before it is named, what was written must be on the disk: that of this
 * output; or all that was written to its file system.  False with errno. */
bool output_sync(struct output *);
bool output_sync_all(struct output *);

/* Gives it its name; without `replace` EEXIST if there is a file of that name
 * by now.  The folder is not synced.  False with
 * errno; the old file is whole then.  Ends the output either way. */
bool output_end(struct output *, bool replace);

/* Ends it as if it had not been begun. */
void output_drop(struct output *);

/* So that new names in the file's folder survive a power cut.  False with errno
 * if that failed; true where the file system can't. */
bool output_sync_folder(const char *file);

/* Removes temporary files in a folder that no process holds any more. */
void output_sweep(const char *folder);

/* All in one: writes the bytes to `file` and syncs its folder. */
bool output_save(const char *file, const void *, size_t);

/* Writes all of it; false with errno. */
bool output_write(int fd, const void *, size_t);

#endif
