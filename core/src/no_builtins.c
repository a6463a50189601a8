/* no_builtins.c: the table of built-in plug-ins where there are none. */
#include "engine.h"

engine_builtin *const engine_builtins[] = { NULL };
