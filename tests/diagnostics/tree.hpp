// tree - a computer as files: what a kernel would tell, in a folder that a test fills.
#pragma once

#include <filesystem>
#include <fstream>
#include <string>

#include "kiosk/diagnostics/test.hpp"
#include "tests/net/certificates.hpp"

namespace vestibule::diagnostics::testing {

class Tree {
public:
    Tree& file(const std::string& path, const std::string& text) {
        const std::filesystem::path full = root() / path;
        std::filesystem::create_directories(full.parent_path());
        std::ofstream(full, std::ios::binary) << text;
        return *this;
    }
    Tree& folder(const std::string& path) {
        std::filesystem::create_directories(root() / path);
        return *this;
    }
    [[nodiscard]] std::filesystem::path root() const { return directory_.file("root"); }
    [[nodiscard]] std::string beside(const std::string& name) const { return directory_.file(name); }

    /// A bench that looks at this tree. The clock is the test's.
    [[nodiscard]] Bench bench(const drivers::Clock& clock) const {
        Bench bench;
        bench.machine = drivers::Machine(root());
        bench.clock = &clock;
        bench.state_folder = directory_.file("state");
        bench.module_folder = directory_.file("modules");
        return bench;
    }

private:
    net::testing::Directory directory_;
};

/// The finding of one test of this bench.
[[nodiscard]] inline Finding finding_of(const Bench& bench, const std::string& id) {
    for (const Test& test : tests_for(bench)) {
        if (test.id == id) return test.run();
    }
    throw std::runtime_error("there is no test " + id);
}

}  // namespace vestibule::diagnostics::testing
