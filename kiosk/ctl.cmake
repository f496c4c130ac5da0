# ctl - the program `vestibulectl`.
find_package(CLI11 REQUIRED)
add_executable(vestibulectl ctl.cpp ctl_journal.cpp ctl/bundle.cpp ctl/access.cpp ctl/access_pass.cpp ctl/calibrate.cpp ctl/diagnose.cpp ctl/report.cpp ctl/inspection.cpp
    ctl/support.cpp ctl/explain.cpp ctl/firewall.cpp
    ctl/chart.cpp
    ctl/claim_codes.cpp
    ctl/console.cpp
    ctl/decommission.cpp
    ctl/enroll.cpp
    ctl/mark_good.cpp
    ctl/network.cpp
    ctl/network_apply.cpp
    ctl/fleet.cpp
    ctl/update.cpp)
target_link_libraries(vestibulectl PRIVATE vestibule_journey vestibule_device vestibule_canary vestibule_journal
    vestibule_bundle vestibule_enrolment vestibule_fleet vestibule_update vestibule_access vestibule_pass vestibule_identity
    vestibule_records vestibule_diagnostics vestibule_decommission vestibule_live CLI11::CLI11
    PkgConfig::QRENCODE PkgConfig::PANGO nlohmann_json::nlohmann_json)
target_compile_definitions(vestibulectl PRIVATE VESTIBULE_VERSION="${PROJECT_VERSION}")
# deliver - the program `vestibule-deliver`, away from anybody's path: systemd starts it.
add_executable(vestibule-deliver deliver.cpp)
target_link_libraries(vestibule-deliver PRIVATE vestibule_obligations vestibule_device CLI11::CLI11)
