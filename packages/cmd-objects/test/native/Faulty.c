// Does all that a plugin must not do: each of it is an error value, and nobody dies.
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "libtrashtalk.h"

static TTInstance* kept;
static const char* text;

// Without retaining it: in the next message it may be gone.
TT_METHOD(faulty_keep) {
    (void)self, (void)numArgs;
    kept = args[0].instanceVal;
    return TT_MakeNil();
}

TT_METHOD(faulty_use_kept) {
    (void)self, (void)args, (void)numArgs;
    return TT_SendDirect(kept, "getValue", NULL, 0);
}

TT_METHOD(faulty_retain) {
    (void)self, (void)numArgs;
    return TT_MakeInt(TT_Retain(args[0].instanceVal));
}

TT_METHOD(faulty_release) {
    (void)self, (void)numArgs;
    return TT_MakeInt(TT_Release(args[0].instanceVal));
}

TT_METHOD(faulty_free_twice) {
    (void)args, (void)numArgs;
    text = TT_IdOf(self);
    int first = TT_FreeString(text);
    int second = TT_FreeString(text);
    return TT_MakeInt(first * 100 + second);
}

TT_METHOD(faulty_free_others) {
    (void)self, (void)numArgs;
    return TT_MakeInt(TT_FreeString(TT_AsString(args[0])) + TT_FreeString(NULL) + TT_FreeString((const char*)1));
}

// The codes of what goes wrong with values that are none.
TT_METHOD(faulty_garbage) {
    (void)args, (void)numArgs;
    TTArray* codes = TT_ArrayNew();
    TTValue wild[6];
    memset(wild, 0xa5, sizeof wild);
    wild[1] = TT_MakeInstance((TTInstance*)0x1234567890);
    wild[2] = TT_MakeString((const char*)7);
    wild[3] = TT_MakeBlock((TTBlock*)self);
    wild[4] = TT_MakeInstance(NULL);
    wild[5] = TT_MakeArray((TTArray*)self);
    for (int i = 0; i < 6; i++)
        TT_ArrayPush(codes, TT_MakeInt(TT_ErrorCode(TT_SendDirect(self, "echo:", &wild[i], 1))));
    TTValue bad[] = {TT_SendDirect(NULL, "echo:", NULL, 0),
                     TT_SendDirect(self, NULL, NULL, 0),
                     TT_SendDirect(self, "echo:", NULL, 3),
                     TT_SendDirect(self, "echo:", wild, -1),
                     TT_SendId(self, 999999, NULL, 0),
                     TT_Send(NULL, "echo:", NULL, 0),
                     TT_GetIvar(self, 99),
                     TT_GetIvar(self, -1),
                     TT_InvokeBlock(NULL, NULL, 0),
                     TT_InvokeBlockDirect((TTBlock*)&wild, NULL, 0),
                     TT_ArrayAt(codes, 1000)};
    for (int i = 0; i < TT_COUNT(bad); i++) TT_ArrayPush(codes, TT_MakeInt(TT_ErrorCode(bad[i])));
    TT_SetIvar(self, 99, TT_MakeInt(1));
    TT_ArrayPush(codes, TT_MakeInt(TT_GetLastErrorCode()));
    TT_SetIvar(self, 0, wild[0]);
    TT_ArrayPush(codes, TT_MakeInt(TT_GetLastErrorCode()));
    return TT_MakeArray(codes);
}

TT_METHOD(faulty_echo) {
    (void)self, (void)numArgs;
    return args[0];
}

TT_METHOD(faulty_answer_garbage) {
    (void)self, (void)args, (void)numArgs;
    TTValue wild;
    memset(&wild, 0xa5, sizeof wild);
    return wild;
}

// Goes on after an error: the later calls must work.
TT_METHOD(faulty_go_on) {
    (void)numArgs;
    TTValue failed = TT_SendDirect(self, "noSuch", NULL, 0);
    int code = TT_GetLastErrorCode();
    const char* last = TT_GetLastError();
    if (!TT_IsError(failed) || last == NULL || strstr(last, "MessageNotUnderstood: ") != last) return TT_MakeInt(-1);
    TTValue echoed = TT_SendDirect(self, "echo:", args, 1);
    if (TT_GetLastError() != NULL) return TT_MakeInt(-2);
    return TT_MakeInt(code * 1000 + TT_AsInt(echoed));
}

static void* elsewhere(void* argument) {
    int* codes = (int*)argument;
    codes[0] = TT_ErrorCode(TT_SendDirect(kept, "getValue", NULL, 0));
    codes[1] = TT_GetLastErrorCode();
    codes[2] = TT_New("Counter") == NULL;
    codes[3] = TT_FreeString(text);
    codes[4] = TT_Post("Counter", "noSuch", NULL, -1);
    return NULL;
}

TT_METHOD(faulty_thread) {
    (void)self, (void)args, (void)numArgs;
    int codes[5] = {0, 0, 0, 0, 0};
    pthread_t thread;
    pthread_create(&thread, NULL, elsewhere, codes);
    pthread_join(thread, NULL);
    TTArray* all = TT_ArrayNew();
    for (int i = 0; i < 5; i++) TT_ArrayPush(all, TT_MakeInt(codes[i]));
    return TT_MakeArray(all);
}

TT_METHOD(faulty_deep) { return TT_SendDirect(self, "deep", args, numArgs); }

// Texts and lists, over and over: for whoever looks for leaks and for what is used after it was freed.
TT_METHOD(faulty_churn) {
    (void)args, (void)numArgs;
    for (int i = 0; i < 200; i++) {
        TTArray* list = TT_ArrayNew();
        TT_ArrayPush(list, TT_MakeString("one"));
        TT_ArrayPush(list, TT_MakeString(TT_AsString(TT_MakeInt(i))));
        TTValue before = TT_GetIvar(self, 0);
        TT_SetIvar(self, 0, TT_MakeArray(list));
        TT_SetIvar(self, 1, TT_MakeString(TT_AsString(TT_MakeInt(i))));
        TTValue seen = TT_GetIvar(self, 1);
        TT_SetIvar(self, 1, TT_MakeInstance(self));
        // It was replaced, and is still good until the method returns.
        if (seen.type != TT_TYPE_STRING || TT_AsInt(seen) != i) return TT_MakeInt(-1);
        if (before.type == TT_TYPE_ARRAY && TT_ArrayLen(before.arrayVal) != 2) return TT_MakeInt(-2);
    }
    TT_SetIvar(self, 1, TT_MakeNil());
    return TT_GetIvar(self, 0);
}

static void* produce(void* argument) {
    TTBlock* block = (TTBlock*)argument;
    for (int64_t i = 1; i <= 1000; i++) {
        TTValue event = i % 2 ? TT_MakeInt(i) : TT_MakeString("even");
        TT_PostBlock(block, &event, 1);
    }
    return NULL;
}

static void* produce_to(void* argument) {
    char* stream = (char*)argument;
    for (int64_t i = 1; i <= 1000; i++) {
        TTValue event = TT_MakeInt(i);
        TT_Post(stream, "nextPut:", &event, 1);
    }
    TT_Post(stream, "close", NULL, 0);
    free(stream);
    return NULL;
}

// The stream is asked for them.
TT_METHOD(faulty_produce_to) {
    (void)self, (void)numArgs;
    pthread_t thread;
    const char* id = TT_AsString(args[0]);
    char* stream = (char*)malloc(strlen(id) + 1);
    strcpy(stream, id);
    if (pthread_create(&thread, NULL, produce_to, stream) != 0) return TT_MakeBool(0);
    pthread_detach(thread);
    return TT_MakeBool(1);
}

TT_METHOD(faulty_produce) {
    (void)self, (void)numArgs;
    pthread_t thread;
    TT_Retain(args[0].blockVal);
    if (pthread_create(&thread, NULL, produce, args[0].blockVal) != 0) return TT_MakeBool(0);
    pthread_detach(thread);
    return TT_MakeBool(1);
}

// Bytecode, as a list of bytes, with a value for what it captures; then its value for 5.
TT_METHOD(faulty_register) {
    (void)self, (void)numArgs;
    uint8_t bytes[512];
    int length = TT_ArrayLen(args[0].arrayVal);
    for (int i = 0; i < length && i < 512; i++) bytes[i] = (uint8_t)TT_AsInt(TT_ArrayAt(args[0].arrayVal, i));
    TTCaptureCell cell;
    memset(&cell, 0, sizeof cell);
    cell.value = args[1];
    cell.name = "n";
    TTCaptureCell* cells[] = {&cell};
    const char* id = TT_RegisterBlock(bytes, (size_t)length, cells, 1);
    if (id == NULL) return TT_MakeInt(TT_GetLastErrorCode());
    TTValue five = TT_MakeInt(5);
    return TT_InvokeBlock(id, &five, 1);
}

TT_PLUGIN {
    const char* variables[] = {"slot", "other"};
    TTMethodEntry methods[] = {TT_METHOD_ENTRY("keep:", faulty_keep, 1),
                               TT_METHOD_ENTRY("useKept", faulty_use_kept, 0),
                               TT_METHOD_ENTRY("retain:", faulty_retain, 1),
                               TT_METHOD_ENTRY("release:", faulty_release, 1),
                               TT_METHOD_ENTRY("freeTwice", faulty_free_twice, 0),
                               TT_METHOD_ENTRY("freeOthers:", faulty_free_others, 1),
                               TT_METHOD_ENTRY("garbage", faulty_garbage, 0),
                               TT_METHOD_ENTRY("echo:", faulty_echo, 1),
                               TT_METHOD_ENTRY("answerGarbage", faulty_answer_garbage, 0),
                               TT_METHOD_ENTRY("goOn:", faulty_go_on, 1),
                               TT_METHOD_ENTRY("thread", faulty_thread, 0),
                               TT_METHOD_ENTRY("deep", faulty_deep, 0),
                               TT_METHOD_ENTRY("churn", faulty_churn, 0),
                               TT_METHOD_ENTRY("register:with:", faulty_register, 2),
                               TT_METHOD_ENTRY("produce:", faulty_produce, 1),
                               TT_METHOD_ENTRY("produceTo:", faulty_produce_to, 1)};
    TTMethodTable table = {methods, TT_COUNT(methods), NULL, 0};
    TT_RegisterClass("Faulty", "Object", variables, TT_COUNT(variables), &table);
}
