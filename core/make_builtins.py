"""Writes the table of built-in plug-ins: make_builtins.py OUTPUT NAME..."""
import sys

output, names = sys.argv[1], sys.argv[2:]
with open(output, "w", encoding="utf-8") as out:
    out.write('#include "engine.h"\n\n')
    for name in names:
        out.write(f"const oct_plugin *oct_builtin_{name}(void);\n")
    out.write("\nengine_builtin *const engine_builtins[] = {\n")
    for name in names:
        out.write(f"\toct_builtin_{name},\n")
    out.write("\tNULL,\n};\n")
