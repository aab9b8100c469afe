// Constants of Philox 4×32 (Salmon et al. 2011, "Parallel random numbers: as easy as 1, 2, 3").
#ifndef CK_PHILOX_H
#define CK_PHILOX_H
#define CK_PHILOX_M0 0xD2511F53u
#define CK_PHILOX_M1 0xCD9E8D57u
#define CK_PHILOX_W0 0x9E3779B9u
#define CK_PHILOX_W1 0xBB67AE85u
#endif
