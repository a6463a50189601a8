/*
 * loader.h -- the only file that asks the dynamic linker for anything.
 */
#ifndef LOADER_H
#define LOADER_H

#include <octavo/plugin.h>

/* Loads a library by its absolute path and returns what its entry returns;
 * *entered is set once there was an entry to call.  Failing that NULL, and the
 * reason in `reason` (`room` bytes).  Libraries are never unloaded: some keep
 * thread-local data and handlers of exit that must outlive a conversion. */
const oct_plugin *
loader_open(const char *file, int *entered, char *reason, size_t room);

/* The folder of installed plug-ins: octavo/plugins beside the library that
 * this code is in, so that an installed tree may be moved, else where the
 * build was told to install them.  To be freed with free(); NULL without
 * memory. */
char *loader_plugin_folder(void);

#endif
