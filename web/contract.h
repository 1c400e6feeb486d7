/*
 * contract.h - what may be sent and asked, for programs: the OpenAPI document
 * and the JSON Schemas.
 */
#ifndef WEB_CONTRACT_H
#define WEB_CONTRACT_H

#include "web/request.h"

/* GET /v1/openapi.json */
void	contract_openapi(struct request *);

/* GET /v1/schemas lists them; /v1/schemas/{kind}.v1.json is one. */
void	contract_schemas(struct request *);

#endif
