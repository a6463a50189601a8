/*
 * wire.h -- what the supervisor and its workers say to each other: packets over
 * a socket pair, each with a descriptor or none.
 *
 * A worker that has begun sends READY.  Then for each TASK that it gets it may
 * ask (PAGE, OPEN, SAVE), each time waiting for the ANSWER, and ends with a
 * RESULT.  Nothing that a worker says is believed unchecked.
 */
#ifndef WIRE_H
#define WIRE_H

#include <limits.h>
#include <octavo/octavo.h>
#include <stdbool.h>

enum wire_kind {
	WIRE_READY, /* sandbox: what of it there is */
	WIRE_TASK, /* task */
	WIRE_PAGE, /* the next input of the task; text: its name */
	WIRE_OPEN, /* purpose; text: folder and path */
	WIRE_SAVE, /* text: path; descriptor: the bytes, result.size[0] */
	WIRE_ANSWER, /* status: 0 or -errno; descriptor; text: of PAGE its name,
			of OPEN a missing folder (broker.h), or "" */
	WIRE_RESULT /* status, result; descriptor: the bytes */
};

enum work { WORK_GLANCE, WORK_SCAN, WORK_FACTS, WORK_CONVERT, WORK_BOOK };

enum { WIRE_OUTPUTS = 32 };

/* What an article says, for facts.h and the record. */
struct wire_facts {
	char host[80], date[12], title[240];
	uint64_t url, text; /* digests; 0: none */
};

/* Of the shared bytes: the outputs, the lines of the audit, the messages, what
 * the catalogue takes (facts_catalogue()). */
struct wire_result {
	uint64_t size[WIRE_OUTPUTS], audit, messages, catalogue;
	uint64_t memory; /* bytes of the job's arena */
	int32_t worst, code; /* severity; exit code of WORK_BOOK */
	/* for --report; strings end, however far they are filled */
	uint64_t input; /* bytes of the inputs */
	uint64_t time, processor; /* nanoseconds */
	int32_t confidence; /* 0..1000; -1: not known */
	uint32_t counts[4]; /* of messages, by severity */
	char digest[80], code_of_error[40], error[240];
	uint8_t digests[WIRE_OUTPUTS][32]; /* SHA-256 of each output */
	struct wire_facts facts;
	uint32_t split; /* 1: the pages are no one article */
	oct_page page;
};

struct wire {
	uint32_t kind;
	int32_t status;
	uint32_t purpose; /* OCT_FILE_* */
	uint32_t has_folder;
	union {
		struct {
			uint32_t work, pages;
			uint32_t apart; /* as in struct item */
			uint32_t outputs; /* bits: which formats are wanted */
		} task;
		struct {
			int32_t landlock, seccomp; /* ABI, 1; or -errno */
		} sandbox;
		struct wire_result result;
	};
	char text[2 * PATH_MAX]; /* path NUL, folder NUL */
};

/* Two words into text; false if they have no room.  Folder NULL: none. */
bool wire_text(struct wire *, const char *path, const char *folder);
const char *wire_folder(const struct wire *); /* NULL: none */

/* Sends, with a descriptor unless -1.  False with errno; never waits if
 * `now`. */
bool wire_send(int socket, const struct wire *, int fd, bool now);

/* Receives a packet that is whole and whose text ends; *fd is -1 or the
 * caller's.  False with errno, 0 at the end or for what is no packet. */
bool wire_receive(int socket, struct wire *, int *fd);

#endif
