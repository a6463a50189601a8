/*
 * protocol.h -- what the plug-in and its program say to each other, over a
 * socket that keeps packets apart (SOCK_SEQPACKET).  A request comes with a
 * file of its bytes, the reply with a file of what was made.
 */
#ifndef PICTURES_PROTOCOL_H
#define PICTURES_PROTOCOL_H

#include <stddef.h>
#include <stdint.h>

enum { PICTURES_SOCKET = 3 }; /* the descriptor the program finds */

enum { WORK_CONVERT = 1, WORK_COVER = 2 };
enum { TEXT_TITLE, TEXT_AUTHOR, TEXT_FOOT, TEXT_LANGUAGE, TEXTS };

struct request {
	uint32_t work;
	uint32_t max_side;
	uint32_t texts[TEXTS]; /* bytes of each; they stand first in the file,
		UTF-8 */
	uint64_t picture; /* bytes of it, behind the texts; 0: none */
};

enum outcome {
	MADE,
	UNKNOWN, /* no decoder for this type */
	BROKEN, /* the decoder gave up */
	TOO_BIG, /* more than PIXELS_MAX */
	TOO_SLOW,
	NO_LETTERS, /* no font has those of the title */
	FAILED, /* out of memory, or a bug */
	OUTCOMES
};

enum made { MADE_PNG, MADE_JPEG };

struct reply {
	uint32_t outcome;
	uint32_t made;
	uint32_t width, height;
	uint32_t animated;
	uint64_t size; /* of the file */
};

enum {
	PIXELS_MAX = 100000000,
	SECONDS_MAX = 10, /* of the processor */
	WALL_SECONDS_MAX = 20
};

/* A packet of n bytes and a file with it.  0 if the other end has gone, or
 * sent something else. */
int packet_send(int socket, const void *packet, size_t n, int fd);
int packet_receive(int socket, void *packet, size_t n, int *fd);

#endif
