// The Counter of the plan, in C: 40 lines that compile as C and as C++.
#include "libtrashtalk.h"

enum { VALUE, STEP };

static TTValue add(TTInstance* self, int64_t amount) {
    TTValue value = TT_MakeInt(TT_AsInt(TT_GetIvar(self, VALUE)) + amount);
    TT_SetIvar(self, VALUE, value);
    return value;
}

TT_METHOD(counter_increment) {
    (void)args, (void)numArgs;
    return add(self, TT_AsInt(TT_GetIvar(self, STEP)));
}

TT_METHOD(counter_increment_by) {
    (void)numArgs;
    return add(self, TT_AsInt(args[0]));
}

// To any receiver, by its name: an object, or a class, in whatever language.
TT_METHOD(counter_tell) {
    (void)self, (void)numArgs;
    return TT_Send(TT_AsString(args[0]), TT_AsString(args[1]), &args[2], 1);
}

TT_METHOD(counter_description) {
    (void)self, (void)args, (void)numArgs;
    return TT_MakeString("a counter in C");
}

TT_PLUGIN {
    static const char* variables[] = {"value:0", "step:1"};
    static TTMethodEntry methods[] = {
        TT_METHOD_ENTRY("increment", counter_increment, 0),
        TT_METHOD_ENTRY("incrementBy:", counter_increment_by, 1),
        TT_METHOD_ENTRY("tell:to:with:", counter_tell, 3),
    };
    static TTMethodEntry classMethods[] = {TT_METHOD_ENTRY("description", counter_description, 0)};
    static TTMethodTable table = {methods, TT_COUNT(methods), classMethods, TT_COUNT(classMethods)};
    TT_RegisterClass("Counter", "Object", variables, TT_COUNT(variables), &table);
}
