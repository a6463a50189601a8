/* The parse errors of the WHATWG standard, 13.2.2, in its order, then those of
 * tree construction, which it leaves without names, then our limits. */
DOM_ERROR(ABRUPT_COMMENT, "abrupt-closing-of-empty-comment")
DOM_ERROR(ABRUPT_DOCTYPE_PUBLIC, "abrupt-doctype-public-identifier")
DOM_ERROR(ABRUPT_DOCTYPE_SYSTEM, "abrupt-doctype-system-identifier")
DOM_ERROR(ABSENCE_OF_DIGITS, "absence-of-digits-in-numeric-character-reference")
DOM_ERROR(CDATA_IN_HTML, "cdata-in-html-content")
DOM_ERROR(
    REFERENCE_OUTSIDE_UNICODE, "character-reference-outside-unicode-range")
DOM_ERROR(CONTROL_IN_STREAM, "control-character-in-input-stream")
DOM_ERROR(CONTROL_REFERENCE, "control-character-reference")
DOM_ERROR(DUPLICATE_ATTRIBUTE, "duplicate-attribute")
DOM_ERROR(END_TAG_WITH_ATTRIBUTES, "end-tag-with-attributes")
DOM_ERROR(END_TAG_WITH_SOLIDUS, "end-tag-with-trailing-solidus")
DOM_ERROR(EOF_BEFORE_TAG_NAME, "eof-before-tag-name")
DOM_ERROR(EOF_IN_CDATA, "eof-in-cdata")
DOM_ERROR(EOF_IN_COMMENT, "eof-in-comment")
DOM_ERROR(EOF_IN_DOCTYPE, "eof-in-doctype")
DOM_ERROR(EOF_IN_SCRIPT_COMMENT, "eof-in-script-html-comment-like-text")
DOM_ERROR(EOF_IN_TAG, "eof-in-tag")
DOM_ERROR(INCORRECTLY_CLOSED_COMMENT, "incorrectly-closed-comment")
DOM_ERROR(INCORRECTLY_OPENED_COMMENT, "incorrectly-opened-comment")
DOM_ERROR(INVALID_SEQUENCE_AFTER_DOCTYPE_NAME,
    "invalid-character-sequence-after-doctype-name")
DOM_ERROR(INVALID_FIRST_CHARACTER, "invalid-first-character-of-tag-name")
DOM_ERROR(MISSING_ATTRIBUTE_VALUE, "missing-attribute-value")
DOM_ERROR(MISSING_DOCTYPE_NAME, "missing-doctype-name")
DOM_ERROR(MISSING_DOCTYPE_PUBLIC, "missing-doctype-public-identifier")
DOM_ERROR(MISSING_DOCTYPE_SYSTEM, "missing-doctype-system-identifier")
DOM_ERROR(MISSING_END_TAG_NAME, "missing-end-tag-name")
DOM_ERROR(MISSING_QUOTE_DOCTYPE_PUBLIC,
    "missing-quote-before-doctype-public-identifier")
DOM_ERROR(MISSING_QUOTE_DOCTYPE_SYSTEM,
    "missing-quote-before-doctype-system-identifier")
DOM_ERROR(MISSING_SEMICOLON, "missing-semicolon-after-character-reference")
DOM_ERROR(MISSING_SPACE_AFTER_DOCTYPE_PUBLIC,
    "missing-whitespace-after-doctype-public-keyword")
DOM_ERROR(MISSING_SPACE_AFTER_DOCTYPE_SYSTEM,
    "missing-whitespace-after-doctype-system-keyword")
DOM_ERROR(
    MISSING_SPACE_BEFORE_DOCTYPE_NAME, "missing-whitespace-before-doctype-name")
DOM_ERROR(
    MISSING_SPACE_BETWEEN_ATTRIBUTES, "missing-whitespace-between-attributes")
DOM_ERROR(MISSING_SPACE_BETWEEN_DOCTYPE_IDS,
    "missing-whitespace-between-doctype-public-and-system-identifiers")
DOM_ERROR(NESTED_COMMENT, "nested-comment")
DOM_ERROR(NONCHARACTER_REFERENCE, "noncharacter-character-reference")
DOM_ERROR(NONCHARACTER_IN_STREAM, "noncharacter-in-input-stream")
DOM_ERROR(NON_VOID_WITH_SOLIDUS,
    "non-void-html-element-start-tag-with-trailing-solidus")
DOM_ERROR(NULL_REFERENCE, "null-character-reference")
DOM_ERROR(SURROGATE_REFERENCE, "surrogate-character-reference")
DOM_ERROR(SURROGATE_IN_STREAM, "surrogate-in-input-stream")
DOM_ERROR(CHARACTER_AFTER_DOCTYPE_SYSTEM,
    "unexpected-character-after-doctype-system-identifier")
DOM_ERROR(CHARACTER_IN_ATTRIBUTE_NAME, "unexpected-character-in-attribute-name")
DOM_ERROR(CHARACTER_IN_UNQUOTED_VALUE,
    "unexpected-character-in-unquoted-attribute-value")
DOM_ERROR(EQUALS_BEFORE_ATTRIBUTE_NAME,
    "unexpected-equals-sign-before-attribute-name")
DOM_ERROR(UNEXPECTED_NULL, "unexpected-null-character")
DOM_ERROR(QUESTION_MARK, "unexpected-question-mark-instead-of-tag-name")
DOM_ERROR(SOLIDUS_IN_TAG, "unexpected-solidus-in-tag")
DOM_ERROR(UNKNOWN_REFERENCE, "unknown-named-character-reference")

DOM_ERROR(MISSING_DOCTYPE, "missing-doctype")
DOM_ERROR(UNKNOWN_DOCTYPE, "unknown-doctype")
DOM_ERROR(UNEXPECTED_DOCTYPE, "unexpected-doctype")
DOM_ERROR(UNEXPECTED_START_TAG, "unexpected-start-tag")
DOM_ERROR(UNEXPECTED_END_TAG, "unexpected-end-tag")
DOM_ERROR(UNEXPECTED_TEXT, "unexpected-text")
DOM_ERROR(UNEXPECTED_EOF, "unexpected-end-of-file")
DOM_ERROR(UNCLOSED_ELEMENTS, "unclosed-elements")
DOM_ERROR(MISNESTED_TAG, "misnested-tag")
DOM_ERROR(FOSTERED, "content-moved-out-of-table")

DOM_ERROR(LIMIT_DEPTH, "elements-nested-too-deep")
DOM_ERROR(LIMIT_ATTRIBUTES, "too-many-attributes")
DOM_ERROR(LIMIT_COPIES, "too-many-elements-without-tags")
DOM_ERROR(LIMIT_BYTES, "memory-limit-reached")
