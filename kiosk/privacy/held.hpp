// held - an object of a C library that is given back by the library's own function.
#pragma once

#include <memory>

namespace vestibule {

template <auto GiveBack>
struct Given {
    template <typename T>
    void operator()(T* object) const {
        GiveBack(object);
    }
};
/// Held<BIO, BIO_free_all>: the type, and what takes it back.
template <typename T, auto GiveBack>
using Held = std::unique_ptr<T, Given<GiveBack>>;

}  // namespace vestibule
