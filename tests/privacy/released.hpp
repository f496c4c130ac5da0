// released - looks into every heap block at the moment it is released: does it still hold what was secret?
#pragma once

#include <string_view>

namespace vestibule::privacy::testing {

/// Counts, while it lives, the blocks that are released with `needle` in them. One at a time.
class Released {
public:
    explicit Released(std::string_view needle);
    ~Released();
    Released(const Released&) = delete;
    Released& operator=(const Released&) = delete;
    [[nodiscard]] int with_needle() const;
    [[nodiscard]] int blocks() const;
};

}  // namespace vestibule::privacy::testing
