#!/usr/bin/env python3
"""make_styles.py OUT COMMON [STYLE...]: our style sheets, as a book has them.

Each book has one of few sheets: what all styles share, alone or with what one
of them adds.  They are deflated here, once, and not in every book anew.
"""
import os
import sys
import zlib

out, common, *others = sys.argv[1:]
first = open(common, "rb").read()
rows = []
with open(out, "w") as c:
    c.write('#include "epub/epub.h"\n\n')
    for i, path in enumerate([None, *others]):
        sheet = first + (open(path, "rb").read() if path else b"")
        deflate = zlib.compressobj(9, zlib.DEFLATED, -15)
        packed = deflate.compress(sheet) + deflate.flush()
        # style-book.css is "book"
        name = os.path.basename(path)[len("style-"):-len(".css")] if path else "plain"
        c.write(f"static const unsigned char sheet_{i}[] = {{\n")
        for at in range(0, len(packed), 16):
            c.write("\t" + ", ".join(map(str, packed[at:at + 16])) + ",\n")
        c.write("};\n\n")
        rows.append(f'\t{{ "{name}", {{ sheet_{i}, sizeof(sheet_{i}), {len(sheet)}, '
                    f"{zlib.crc32(sheet):#x} }} }},\n")
    c.write("const struct style styles[] = {\n" + "".join(rows) + "};\n")
    c.write("const size_t n_styles = sizeof(styles) / sizeof(styles[0]);\n")
