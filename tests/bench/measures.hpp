// measures - what is measured, each on the whole program from outside.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "tests/automation/kiosk.hpp"
#include "tests/bench/chromium.hpp"
#include "tests/bench/process.hpp"
#include "tests/bench/screen.hpp"
#include "tests/bench/table.hpp"
#include "tests/flows/display.hpp"
#include "tests/sandbox/sandbox.hpp"

namespace vestibule::bench {

struct Settings {
    int runs = 7;
    bool chromium = true;
    std::chrono::seconds idle{10};
    std::chrono::seconds preview{5};
};

/// One display, one set of stand-in services; the measures run on it one after the other. Throws std::runtime_error.
class Measures {
public:
    explicit Measures(const Settings& settings);
    ~Measures();

    /// exec to the settled Welcome screen.
    void first_frame();
    /// The end of a visit's process to its successor's settled Erased.
    void erased();
    /// Processor, wake-ups and memory while Welcome waits.
    void welcome();
    /// Processor and memory while a camera of 1280x720 is shown.
    void preview();

    [[nodiscard]] const std::vector<Row>& rows() const { return rows_; }

private:
    struct Start {
        double wall_ms = 0, cpu_ms = 0;
    };
    struct Rest {
        double cpu_percent = 0, wakes_per_second = 0;
        Memory memory;
    };
    [[nodiscard]] automation::KioskLaunch launch(const std::string& program, bool forever) const;
    [[nodiscard]] std::map<std::string, std::string> environment() const;
    const Picture& welcome_picture();
    [[nodiscard]] Start start_of(pid_t pid, Clock::time_point started, const Picture& settled, const char* who);
    [[nodiscard]] Start start_kiosk();
    [[nodiscard]] Start start_floor();
    [[nodiscard]] Start start_chromium(const std::string& page);
    [[nodiscard]] Picture shown_by_browser();
    [[nodiscard]] double erase_once(automation::Kiosk& kiosk, Picture& settled);
    [[nodiscard]] Rest rest_of(pid_t pid) const;
    void preview_of_chromium(Row& all, Row& rss, Row& pss);

    Settings settings_;
    std::filesystem::path folder_;
    flows::Display display_;
    Screen screen_;
    sandbox::Sandbox services_;
    Picture welcome_, floor_, page_;
    std::vector<Row> rows_;
};

}  // namespace vestibule::bench
