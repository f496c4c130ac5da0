# install - the units whose programs are in the tree, and what the system around them is told.
set(here ${CMAKE_SOURCE_DIR}/systemd)
file(GLOB units CONFIGURE_DEPENDS ${here}/units/*)
install(FILES ${units} DESTINATION lib/systemd/system COMPONENT kiosk)
# The same file beside every unit but the root helper's: what no program of the kiosk needs.
foreach(unit vestibule vestibule-out-of-service vestibule-deliver vestibule-prove vestibule-health
        vestibule-technician vestibule-setup vestibule-mark-good vestibule-update vestibule-report vestibule-enrol vestibule-key vestibule-stick@)
    install(FILES ${here}/hardening.conf DESTINATION lib/systemd/system/${unit}.service.d COMPONENT kiosk)
endforeach()
foreach(program journald coredump logind system)
    install(FILES ${here}/conf/${program}.conf DESTINATION lib/systemd/${program}.conf.d RENAME 50-vestibule.conf
        COMPONENT kiosk)
endforeach()
foreach(program tmpfiles sysctl)
    install(FILES ${here}/conf/${program}.conf DESTINATION lib/${program}.d RENAME 50-vestibule.conf COMPONENT kiosk)
endforeach()
# After Debian's own files, whose numbers of groups are the better ones.
install(FILES ${here}/conf/sysusers.conf DESTINATION lib/sysusers.d RENAME vestibule.conf COMPONENT kiosk)
install(FILES ${here}/conf/udev.rules DESTINATION lib/udev/rules.d RENAME 70-vestibule.rules COMPONENT kiosk)
install(FILES ${here}/conf/nftables.conf DESTINATION lib/vestibule RENAME firewall.nft COMPONENT kiosk)
