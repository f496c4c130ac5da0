# ctl - the program `vestibulectl`.
find_package(CLI11 REQUIRED)
add_executable(vestibulectl ctl.cpp ctl_journal.cpp)
target_link_libraries(vestibulectl PRIVATE vestibule_journey vestibule_device vestibule_canary vestibule_journal vestibule_identity vestibule_records CLI11::CLI11)
target_sources(vestibulectl PRIVATE ctl/bundle.cpp)
target_link_libraries(vestibulectl PRIVATE vestibule_bundle)
# deliver - the program `vestibule-deliver`, away from anybody's path: systemd starts it.
add_executable(vestibule-deliver deliver.cpp)
target_link_libraries(vestibule-deliver PRIVATE vestibule_obligations vestibule_device CLI11::CLI11)
