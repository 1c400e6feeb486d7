/*
 * file.h - whole files of a test; what cannot be read or written fails it.
 */
#ifndef TESTS_LIB_FILE_H
#define TESTS_LIB_FILE_H

#include <stdio.h>

#include "base/buf.h"

/* All of a file, in the place of what was in the buffer; the second closes
 * it. */
void	file_read(const char *path, struct buf *);
void	file_read_open(FILE *, struct buf *);

/* The file has this and no more. */
void	file_write(const char *path, const char *text);
void	file_write_bytes(const char *path, const void *, size_t);

#endif
