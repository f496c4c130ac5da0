// program - the real `vestibulectl` in a folder of its own: what it is given, what it says, and its exit code.
#pragma once

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "kiosk/device/journal/store.hpp"
#include "tests/device/place.hpp"

namespace vestibule::ctl::testing {

using device::testing::Place;
using device::testing::Process;

class Program : public ::testing::Test {
protected:
    /// Runs it with what it reads and says in files of the place.
    std::string run(const std::string& arguments, int expected, const std::string& input = {}) const {
        return run_program(VESTIBULE_CTL, arguments, expected, input);
    }
    std::string run_program(const std::string& program, const std::string& arguments, int expected,
                            const std::string& input = {}) const {
        place_.write("input", input);
        const std::string command =
            fmt::format("cd '{}' && '{}' {} > said 2>&1 < input", place_.path().string(), program, arguments);
        Process shell({"/bin/sh", "-c", command});
        EXPECT_EQ(shell.wait(), expected) << arguments << "\n" << place_.read("said");
        return place_.read("said");
    }
    void make_bundle(int serial, const std::string& certificate, const std::string& key) const {
        std::filesystem::create_directories(place_ / "files/branding");
        place_.write("files/vestibule.toml",
                     fmt::format("[facility]\nname = \"No {}\"\ntexts = \"branding/texts.toml\"\n", serial));
        place_.write("files/branding/texts.toml",
                     "[en]\nhelp = \"Call 555-0100.\"\n[es]\nhelp = \"Llame al 555-0100.\"\n");
        place_.write("signer.pem", certificate);
        place_.write("signer.key", key);
        run(fmt::format("bundle create files --site northside --serial {} --out site.tar", serial), 0);
        run("bundle sign site.tar --certificate signer.pem --key signer.key --out site.bundle", 0);
    }
    /// Whether the kiosk's journal has an entry with these words.
    [[nodiscard]] int told(const std::string& words) const {
        const drivers::SystemClock clock;
        int count = 0;
        auto store = journal::Store::open(place_ / "state", clock);
        EXPECT_TRUE(store.ok());
        EXPECT_TRUE(store
                        ->each([&](const journal::Entry& one) {
                            count += journal::in_words(one).find(words) != std::string::npos ? 1 : 0;
                        })
                        .ok());
        return count;
    }
    const Place place_;
};

}  // namespace vestibule::ctl::testing
