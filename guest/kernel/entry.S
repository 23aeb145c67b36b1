# From the loader's 32-bit protected mode without paging to 64-bit Rust.
# %ebx holds the address of the PVH start information.

.section .note.xen, "a", @note
.balign 4
.long 4, 8, 18                  # name size, content size, type: 32-bit entry point
.asciz "Xen"
.quad _start

.section .text.entry, "ax", @progbits
.code32
.globl _start
_start:
    cli
    cld
    movl $bss_start, %edi
    movl $bss_end, %ecx
    subl %edi, %ecx
    shrl $2, %ecx
    xorl %eax, %eax
    rep stosl
    movl $stack_top, %esp

    # Identity map of the first 64 GiB in pages of 2 MiB.
    movl $page_directories, %edi
    movl $0x83, %eax            # present, writable, large
    xorl %edx, %edx
    movl $(64 * 512), %ecx
1:  movl %eax, (%edi)
    movl %edx, 4(%edi)
    addl $0x200000, %eax
    adcl $0, %edx
    addl $8, %edi
    loop 1b
    movl $pointers, %edi
    movl $(page_directories + 3), %eax
    movl $64, %ecx
2:  movl %eax, (%edi)
    addl $0x1000, %eax
    addl $8, %edi
    loop 2b
    movl $(pointers + 3), page_table
    # The second 512 GiB hold one movable window, for devices beyond the identity map.
    movl $(window_pointers + 3), page_table + 8
    movl $(window_directory + 3), window_pointers

    movl $page_table, %eax
    movl %eax, %cr3
    movl $0x620, %eax           # PAE, and SSE for compiled code
    movl %eax, %cr4
    movl $0xc0000080, %ecx      # EFER
    rdmsr
    orl $0x100, %eax            # long mode
    wrmsr
    movl $0x80000013, %eax      # paging, protection, FPU
    movl %eax, %cr0
    lgdt descriptor_table_pointer
    ljmp $0x08, $long_mode

.code64
long_mode:
    movl $0x10, %eax
    movl %eax, %ds
    movl %eax, %es
    movl %eax, %ss
    movl %ebx, %edi
    xorl %ebp, %ebp
    call kernel_main
3:  cli
    hlt
    jmp 3b

# Interrupts only arrive while the kernel sleeps, so that the sleeper's clobber list covers
# every register a compiled handler may use.
.globl interrupt_entry
interrupt_entry:
    call handle_interrupt
    iretq

.globl fault_entry
fault_entry:
    andq $-16, %rsp
    call handle_fault

.section .rodata
.balign 8
descriptor_table:
    .quad 0
    .quad 0x00209a0000000000    # 64-bit code
    .quad 0x0000920000000000    # data
descriptor_table_pointer:
    .word 23
    .long descriptor_table

.section .bss, "aw", @nobits
.balign 4096
page_table: .skip 4096
pointers: .skip 4096
window_pointers: .skip 4096
.globl window_directory
window_directory: .skip 4096
page_directories: .skip 64 * 4096
.skip 65536
stack_top:
