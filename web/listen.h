/*
 * listen.h - where a program listens, from its setting.
 */
#ifndef WEB_LISTEN_H
#define WEB_LISTEN_H

#include <sys/socket.h>

#include "base/err.h"

/* "127.0.0.1:8080" or "[::1]:8080": 0, or -1 with ERR_SETUP. */
int	listen_parse(const char *, struct sockaddr_storage *, struct err *);

#endif
