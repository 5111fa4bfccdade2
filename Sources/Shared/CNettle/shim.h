// Nettle, for the digests and codes that the API's and the object store's signatures are made of.
#pragma once
#include <nettle/hmac.h>
#include <nettle/md5.h>
#include <nettle/sha2.h>
