# install - what ships: the component `kiosk`, and nothing that simulates or automates. tests/tidy holds the list.
foreach(program vestibule vestibulectl)
    if(TARGET ${program})
        install(TARGETS ${program} RUNTIME DESTINATION bin COMPONENT kiosk)
    endif()
endforeach()
# Nobody types it; a unit starts it.
if(TARGET vestibule-deliver)
    install(TARGETS vestibule-deliver RUNTIME DESTINATION lib/vestibule COMPONENT kiosk)
endif()
# The same place under every prefix and architecture, because the program looks beside itself: ../lib/vestibule.
foreach(module vestibule-camera vestibule-capture vestibule-analysis)
    if(TARGET ${module})
        install(TARGETS ${module} LIBRARY DESTINATION lib/vestibule COMPONENT kiosk)
    endif()
endforeach()
install(TARGETS vestibule-tpm-engine LIBRARY DESTINATION lib/vestibule/engines COMPONENT kiosk)
file(GLOB profiles CONFIGURE_DEPENDS
    ${CMAKE_SOURCE_DIR}/kiosk/identity/profiles/*.toml ${CMAKE_SOURCE_DIR}/kiosk/records/profiles/*.toml)
install(FILES ${profiles} DESTINATION share/vestibule/profiles COMPONENT kiosk)
# What the units call, and no person.
install(TARGETS vestibule-next vestibule-hand vestibule-out-of-service vestibule-install-screen
    RUNTIME DESTINATION lib/vestibule COMPONENT kiosk)
include(${CMAKE_SOURCE_DIR}/systemd/install.cmake)
# What ships and no more: for another architecture nobody builds tests. What is forgotten here fails to install there.
add_custom_target(kiosk DEPENDS vestibule vestibulectl vestibule-deliver vestibule-camera vestibule-capture vestibule-analysis
    vestibule-tpm-engine vestibule-next vestibule-hand vestibule-out-of-service vestibule-install-screen vestibule_catalogs)
# Under the prefix /usr the settings belong into /etc, as everywhere on Debian.
install(CODE "set(settings \"${CMAKE_SOURCE_DIR}/kiosk/device/vestibule.toml\")" COMPONENT kiosk)
install(CODE [[
    set(folder "${CMAKE_INSTALL_PREFIX}/etc/vestibule")
    if(CMAKE_INSTALL_PREFIX STREQUAL "/usr")
        set(folder "/etc/vestibule")
    endif()
    file(INSTALL "${settings}" DESTINATION "${folder}")
]] COMPONENT kiosk)
