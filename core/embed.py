"""embed.py NAME IN OUT: a file's bytes as a C array NAME and NAME_size."""
import sys

name, source, target = sys.argv[1:]
data = open(source, "rb").read()
with open(target, "w") as out:
    out.write(f"#include <stddef.h>\n\nextern const char {name}[];\n")
    out.write(f"extern const size_t {name}_size;\n")
    out.write(f"const char {name}[] = {{\n")
    for i in range(0, len(data), 16):
        out.write("\t" + ", ".join(str(byte) for byte in data[i:i + 16]) + ",\n")
    out.write(f"\t0\n}};\nconst size_t {name}_size = {len(data)};\n")
