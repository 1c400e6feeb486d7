/*
 * bundle.h - what somebody who is asked for help wants to see, in one file.
 */
#ifndef CLI_BUNDLE_H
#define CLI_BUNDLE_H

/* A tar.gz; an exit code. */
int	bundle_write(const char *path);

#endif
