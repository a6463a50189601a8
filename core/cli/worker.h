/*
 * worker.h -- the process that does the untrusted work: decode, parse, find the
 * article, write to memory.
 */
#ifndef WORKER_H
#define WORKER_H

#include "args.h"

/* Closes the door behind itself and works for the supervisor at the other end
 * of the socket until that is closed. */
_Noreturn void worker_run(const struct args *, int socket);

#endif
