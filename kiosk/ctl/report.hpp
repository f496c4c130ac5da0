// report - the part of `vestibulectl` that makes and checks readiness reports, and records inspections.
#pragma once

namespace CLI {
class App;
}

namespace vestibule::ctl {

/// Adds `report make|verify|code` and `inspection record|show|checklist`; `code` becomes the program's exit code.
void add_report(CLI::App& app, int& code);
void add_inspection(CLI::App& app, int& code);

}  // namespace vestibule::ctl
