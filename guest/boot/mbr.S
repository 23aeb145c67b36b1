# Boot sector: reads the kernel from the sectors behind it, moves it to its place, enters it.
# Symbols from the build: KERNEL_SECTORS, KERNEL_LOAD, KERNEL_ENTRY.

.equ BUFFER_SEGMENT, 0x1000     # the kernel's first stop: 64 KiB
.equ START_INFO, 0x6000
.equ MEMORY_MAP, 0x6100

.text
.code16
.globl boot
boot:
    cli
    xorw %ax, %ax
    movw %ax, %ds
    movw %ax, %es
    movw %ax, %ss
    movw $0x7c00, %sp
    cld
    sti
    movb %dl, drive
    movw $START_INFO, %di
    movw $56, %cx
    rep stosb

    movw $KERNEL_SECTORS, %cx
next_read:
    movw %cx, %ax
    cmpw $64, %ax
    jbe 1f
    movw $64, %ax               # some BIOSes refuse more at once
1:  movw %ax, packet_count
    pushw %cx
    movb drive, %dl
    movb $0x42, %ah
    movw $packet, %si
    int $0x13
    jc failed
    popw %cx
    movw packet_count, %ax
    addw %ax, packet_sector
    subw %ax, %cx
    shlw $5, %ax                # sectors to paragraphs
    addw %ax, packet_segment
    testw %cx, %cx
    jnz next_read

    # The memory map, as the PVH start information wants it: 24 bytes an entry.
    xorl %ebx, %ebx
    movl $MEMORY_MAP, %edi
    xorl %ebp, %ebp
next_region:
    movl $0xe820, %eax
    movl $0x534d4150, %edx
    movl $20, %ecx
    movl $0, 20(%di)
    int $0x15
    jc regions_done
    incl %ebp
    addw $24, %di
    testl %ebx, %ebx
    jnz next_region
regions_done:
    movl $0x336ec578, START_INFO
    movl $1, START_INFO + 4
    movl $MEMORY_MAP, START_INFO + 40
    movl %ebp, START_INFO + 48

    cli
    lgdt table_pointer
    movl $1, %eax
    movl %eax, %cr0
    ljmpl $0x08, $protected

failed:
    movw $message, %si
2:  lodsb
    testb %al, %al
    jz 3f
    movb $0x0e, %ah
    int $0x10
    jmp 2b
3:  hlt
    jmp 3b

.code32
protected:
    movw $0x10, %ax
    movw %ax, %ds
    movw %ax, %es
    movw %ax, %ss
    movl $(BUFFER_SEGMENT * 16), %esi
    movl $KERNEL_LOAD, %edi
    movl $(KERNEL_SECTORS * 128), %ecx
    rep movsl
    movl $START_INFO, %ebx
    movl $KERNEL_ENTRY, %eax
    jmp *%eax

message: .asciz "cannot read the disk"
drive: .byte 0
.balign 4
packet:
    .byte 16, 0
packet_count: .word 0
    .word 0
packet_segment: .word BUFFER_SEGMENT
packet_sector: .long 1, 0
.balign 8
table:
    .quad 0
    .quad 0x00cf9a000000ffff
    .quad 0x00cf92000000ffff
table_pointer:
    .word 23
    .long table

# One active partition over the whole disk, for BIOSes that look for one.
.org 446
    .byte 0x80, 0, 2, 0, 0x7f, 0, 33, 0
    .long 1, 2047
.org 510
    .word 0xaa55
