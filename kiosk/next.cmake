# next - the program `vestibule-next`; static, so that it starts whatever has become of the libraries.
add_executable(vestibule-next next.cpp)
target_link_libraries(vestibule-next PRIVATE vestibule_turn)
target_link_options(vestibule-next PRIVATE -static)
