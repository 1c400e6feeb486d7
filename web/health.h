/*
 * health.h - what machines ask: is it alive, is it ready, how is the line?
 */
#ifndef WEB_HEALTH_H
#define WEB_HEALTH_H

#include "web/site.h"

void	health_alive(struct site *, struct request *);
void	health_ready(struct site *, struct request *);
void	health_metrics(struct site *, struct request *);

#endif
