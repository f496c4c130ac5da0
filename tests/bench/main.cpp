// main - `vestibule-bench`: measures speed and size of the whole kiosk, beside a bare SDL program and Chromium.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <fstream>
#include <thread>

#include "tests/bench/measures.hpp"

namespace {

using namespace vestibule::bench;

std::string first_line(const char* file) {
    std::ifstream stream(file);
    std::string line;
    std::getline(stream, line);
    return line;
}

}  // namespace

int main(int argc, char** argv) {
    Settings settings;
    bool no_chromium = false;
    std::vector<std::string> only;
    std::string out = "build/bench.md";
    CLI::App app{"Measures the kiosk from outside; the figures are no test."};
    app.add_option("--runs", settings.runs, "How often each is started")->check(CLI::Range(1, 1000));
    app.add_flag("--no-chromium", no_chromium, "Leave the browser out");
    app.add_option("--only", only, "Only these measures")
        ->check(CLI::IsMember({"first-frame", "erased", "welcome", "preview"}));
    app.add_option("--out", out, "Where the table goes besides standard output")->type_name("FILE");
    CLI11_PARSE(app, argc, argv);

    settings.chromium = !no_chromium && Chromium::installed();
    if (!no_chromium && !settings.chromium)
        std::puts("Chromium is not installed (package chromium): its column stays empty.");
    const auto wanted = [&only](const char* name) {
        return only.empty() || std::find(only.begin(), only.end(), name) != only.end();
    };
    const std::string load_before = first_line("/proc/loadavg");
    std::vector<Row> rows;
    int code = 0;
    try {
        Measures measures(settings);
        const std::pair<const char*, void (Measures::*)()> all[] = {{"first-frame", &Measures::first_frame},
                                                                    {"erased", &Measures::erased},
                                                                    {"welcome", &Measures::welcome},
                                                                    {"preview", &Measures::preview}};
        for (const auto& [name, measure] : all) {
            if (!wanted(name)) continue;
            std::fprintf(stderr, "measuring %s\n", name);
            try {
                (measures.*measure)();
            } catch (const std::exception& error) {
                std::fprintf(stderr, "vestibule-bench: %s: %s\n", name, error.what());
                code = 1;
            }
        }
        rows = measures.rows();
    } catch (const std::exception& error) {
        std::fprintf(stderr, "vestibule-bench: %s\n", error.what());
        code = 1;
    }
    const std::string text = fmt::format(
        "{}\n{} processors; load {} before, {} after. Minimum / median / maximum; the target is held against the "
        "median.\n",
        table(rows), std::thread::hardware_concurrency(), load_before.substr(0, load_before.find(' ')),
        first_line("/proc/loadavg").substr(0, 4));
    std::fputs(text.c_str(), stdout);
    if (std::ofstream file(out); !(file << "# Speed and size\n\n" << text))
        std::fprintf(stderr, "cannot write %s\n", out.c_str());
    return code;
}
